import { listCampaigns } from '@minyi/shared/campaigns/contract.ts'
import { campaignStateLabels } from '@minyi/shared/campaigns/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { OfficeHead } from '../../components/office/office-page'
import { Table } from '../../components/table'
import { Tag } from '../../components/tag'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { call } from '../../lib/call'
import { useKeptRemote } from '../../lib/kept-remote'
import { shortDay } from '../../lib/time-words'
import { useOffice } from '../office/store'
import { CampaignDetail } from './campaign-detail'
import { CampaignForm } from './campaign-form'

type Place = { id?: string | undefined; from?: string | undefined; new?: string | undefined }

/** All campaigns, one of them, or the form for a new one, as the address says. */
export function CampaignsView() {
  const [place, setPlace] = useState<Place>(queryOfAddress)
  const show = (next: Place) => {
    setPlace(next)
    keepInAddress(next)
  }
  if (place.id) return <CampaignDetail id={place.id} onBack={() => show({})} />
  if (place.from || place.new)
    return <CampaignForm hotspotId={place.from} onDone={(id) => show({ id })} onBack={() => show({})} />
  return <CampaignList onOpen={(id) => show({ id })} onNew={() => show({ new: '1' })} />
}

function CampaignList({ onOpen, onNew }: { onOpen: (id: string) => void; onNew: () => void }) {
  const campaigns = useKeptRemote(() => call(listCampaigns, { limit: 100 }), 'campaigns/all')
  const writes = useOffice(({ me }) => me?.permissions.includes('campaigns.write') ?? false)
  return (
    <KeptLoaded from={campaigns}>
      {({ rows, next }) => (
        <>
          <OfficeHead crumb="从热点开展，到看得见的成效为止" title="专项整治">
            {writes && (
              <Button small narrow onPress={onNew}>
                开展专项整治
              </Button>
            )}
          </OfficeHead>
          <Card label="专项整治" className="stack">
            {rows.length === 0 && <View className="sub">还没有专项整治。打开一个热点，可以从它开展。</View>}
            <Table
              label="专项整治"
              columns={[
                {
                  key: 'name',
                  head: '名称',
                  cell: ({ id, name }) => <WordLink onPress={() => onOpen(id)}>{name}</WordLink>,
                  grow: 3,
                },
                {
                  key: 'state',
                  head: '状态',
                  cell: ({ state }) => (
                    <Tag tone={state === 'running' ? 'blue' : 'plain'}>{campaignStateLabels[state]}</Tag>
                  ),
                },
                { key: 'topic', head: '主题', cell: ({ topicName }) => topicName },
                { key: 'place', head: '范围', cell: ({ areaName, unitName }) => areaName ?? unitName ?? '全市' },
                {
                  key: 'units',
                  head: '责任单位',
                  cell: ({ units }) => units.map(({ unitName }) => unitName).join('、'),
                  grow: 2,
                },
                {
                  key: 'days',
                  head: '起止',
                  cell: ({ fromDay, toDay }) => `${shortDay(fromDay)}–${shortDay(toDay)}`,
                  grow: 2,
                },
              ]}
              rows={rows}
              rowKey={({ id }) => id}
            />
            {next && <View className="sub">只列出最近的 100 次。</View>}
          </Card>
        </>
      )}
    </KeptLoaded>
  )
}
