import {
  closeCampaign,
  type CampaignDetail as Detail,
  readCampaign,
  tellCampaign,
} from '@minyi/shared/campaigns/contract.ts'
import { campaignEventLabels, campaignStateLabels } from '@minyi/shared/campaigns/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea } from '../../components/field'
import { Heading } from '../../components/heading'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { OfficeHead } from '../../components/office/office-page'
import { PickField } from '../../components/pick-field'
import { Table } from '../../components/table'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { useKeptRemote } from '../../lib/kept-remote'
import { go } from '../../lib/navigate'
import { instantInWords, shortDay } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { EffectCard } from './effect-card'
import './campaigns.css'

/** One campaign: goal, units, progress and effect. */
export function CampaignDetail({ id, onBack }: { id: string; onBack: () => void }) {
  const campaign = useKeptRemote(() => call(readCampaign, { campaignId: id }), `campaign/${id}`)
  return (
    <KeptLoaded from={campaign}>
      {(value) => <Shown value={value} onBack={onBack} onChanged={campaign.reload} />}
    </KeptLoaded>
  )
}

type ShownProps = { value: Detail; onBack: () => void; onChanged: () => void }

function Shown({ value, onBack, onChanged }: ShownProps) {
  const [deed, setDeed] = useState<'tell' | 'close'>()
  const days = `${shortDay(value.fromDay)}至${shortDay(value.toDay)}`
  return (
    <>
      <OfficeHead
        crumb={`专项整治 · ${campaignStateLabels[value.state]} · ${days} · ${value.openedBy}开展`}
        title={value.name}
      >
        {value.mayWrite && (
          <>
            <Button small narrow onPress={() => setDeed('tell')}>
              记进展
            </Button>
            <Button kind="line" small narrow onPress={() => setDeed('close')}>
              结束整治
            </Button>
          </>
        )}
        {value.hotspotId && (
          <Button kind="line" small narrow onPress={() => go('hotspots', { id: value.hotspotId ?? '' })}>
            看热点
          </Button>
        )}
        <Button kind="line" small narrow onPress={onBack}>
          全部整治
        </Button>
      </OfficeHead>
      <View className="campaign-body">
        <Card label="目标" className="stack-tight">
          <Heading>目标</Heading>
          <View>{value.goal}</View>
          {value.closingWords && (
            <View>
              <View className="tiny">结束时写的成效</View>
              <View>{value.closingWords}</View>
            </View>
          )}
        </Card>
        <EffectCard campaign={value} />
        <Card label="责任单位和任务" className="stack">
          <View className="spread">
            <Heading>责任单位和任务</Heading>
            {value.orderId && (
              <Button kind="line" small narrow onPress={() => go('supervision', { item: value.orderId ?? '' })}>
                看督办件
              </Button>
            )}
          </View>
          <Table
            label="责任单位"
            columns={[
              { key: 'unit', head: '单位', cell: ({ unitName }) => unitName, strong: true },
              { key: 'task', head: '任务', cell: ({ task }) => task, grow: 3 },
            ]}
            rows={value.units}
            rowKey={({ unitId }) => unitId}
          />
        </Card>
        <Card label="经过" className="stack-tight">
          <Heading>经过</Heading>
          {value.events.map(({ at, action, staffName, unitName, words }) => (
            <View key={`${at}${action}${words}`}>
              <View className="tiny">
                {instantInWords(at)} · {campaignEventLabels[action]} · {unitName ?? staffName}
              </View>
              <View>{words}</View>
            </View>
          ))}
        </Card>
      </View>
      <DeedSheet
        key={deed ?? 'none'}
        deed={deed}
        campaign={value}
        onClose={() => setDeed(undefined)}
        onDone={onChanged}
      />
    </>
  )
}

const whole = 'whole'

type DeedProps = { deed: 'tell' | 'close' | undefined; campaign: Detail; onClose: () => void; onDone: () => void }

function DeedSheet({ deed, campaign, onClose, onDone }: DeedProps) {
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [id, setId] = useState<string>()
  const [unitId, setUnitId] = useState<string>(whole)
  const closes = deed === 'close'
  const send = async () => {
    setBusy(true)
    try {
      const own = id ?? (await newId())
      setId(own)
      const about = { id: own, campaignId: campaign.id, words }
      if (closes) await call(closeCampaign, { ...about, version: campaign.version })
      else await call(tellCampaign, { ...about, unitId: unitId === whole ? undefined : unitId })
      toast(closes ? '已结束，成效已存档' : '已记下')
      onClose()
      onDone()
    } catch (error) {
      const failure = failureFrom(error)
      setFault(failure.fieldMessage('words') ?? failure.title)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet open={deed !== undefined} title={closes ? '结束专项整治' : '记进展'} onClose={onClose}>
      {!closes && (
        <PickField
          label="哪个单位的进展"
          placeholder="选单位"
          options={[
            { value: whole, word: '整体' },
            ...campaign.units.map(({ unitId: value, unitName: word }) => ({ value, word })),
          ]}
          value={unitId}
          onChange={setUnitId}
        />
      )}
      <TextArea
        id="campaign-words"
        label={closes ? '成效' : '进展'}
        hint={closes ? '和现在的前后对比一起存档' : '署您的名'}
        value={words}
        onChange={setWords}
        maxLength={1000}
        error={fault}
      />
      <Button busy={busy} disabled={words.trim().length < (closes ? 10 : 4)} onPress={send}>
        {closes ? '结束整治' : '记下'}
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
