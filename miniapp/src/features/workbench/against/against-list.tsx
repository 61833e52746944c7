import { type AccusedView, listAgainst, readAgainst } from '@minyi/shared/cases/against/contract.ts'
import { conductLabels, identityLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Failed, Loaded } from '../../../components/loaded'
import { Notice } from '../../../components/notice'
import { DenseList } from '../../../components/office/dense-list'
import { ItemColumn } from '../../../components/office/item-column'
import { ListHead } from '../../../components/office/list-head'
import { ListKeyHints, useListKeys } from '../../../components/office/list-keys'
import { StateCard } from '../../../components/state-card'
import { Tag } from '../../../components/tag'
import { keepInAddress, queryOfAddress } from '../../../lib/address'
import { call } from '../../../lib/call'
import { focusOn } from '../../../lib/focus'
import { useRemote } from '../../../lib/remote'
import { desktopWidth, useScreenWidth } from '../../../lib/screen'
import { shortDay } from '../../../lib/time-words'
import { OwnClarifications, StateForm } from '../../protection/state-form'
import { ItemFiles } from '../item-files'
import '../workbench.scss'

type Row = Omit<AccusedView, 'content'>

/** What the accused unit is told of complaints against it; it can read, and do nothing. */
export function AgainstList() {
  const [trail, setTrail] = useState<string[]>([])
  const [open, setOpen] = useState<string | undefined>(() => queryOfAddress().item)
  const after = trail[trail.length - 1]
  const page = useRemote(() => call(listAgainst, { after }), after ?? '')
  const wide = useScreenWidth() >= desktopWidth
  const rows = page.remote.value?.rows ?? []
  useEffect(() => keepInAddress({ item: open }), [open])
  const close = () => {
    setOpen(undefined)
    if (open) focusOn(`item-${open}`)
  }
  useListKeys(rows, open, setOpen)
  return (
    <>
      {(wide || !open) && (
        <View className="column-list">
          <ListHead
            title="涉及本单位的投诉"
            note="由别的单位办理，本单位不能经办，也不得打听诉求人是谁。选择“封存”的投诉和举报不在这里。"
          />
          <Loaded from={page}>
            {(found) =>
              found.rows.length === 0 ? (
                <StateCard
                  kind="empty"
                  title="没有可以告知的投诉"
                  text="诉求人选了公开或仅监督机构可见时，会在这里告知。"
                />
              ) : (
                <DenseList
                  label="涉及本单位的投诉"
                  items={found.rows.map(itemOf)}
                  current={open}
                  onOpen={setOpen}
                  foot={found.next ? '之后还有' : '之后没有了'}
                  onBefore={trail.length > 0 ? () => setTrail(trail.slice(0, -1)) : undefined}
                  onNext={found.next ? () => setTrail([...trail, found.next ?? '']) : undefined}
                />
              )
            }
          </Loaded>
          <OwnClarifications />
          {wide && rows.length > 0 && <ListKeyHints />}
        </View>
      )}
      {(wide || open) && (
        <ItemColumn onBack={wide ? undefined : close}>
          {open ? (
            <AgainstItem id={open} />
          ) : (
            <StateCard kind="empty" title="还没有打开一件" text="在列表里选一件，或按 j 打开第一件。" />
          )}
        </ItemColumn>
      )}
    </>
  )
}

function itemOf(row: Row) {
  return {
    id: row.id,
    title: row.title,
    facts: [
      row.number,
      row.conduct && conductLabels[row.conduct].title,
      `${shortDay(row.receivedDay)}收到`,
      row.unitName && `${row.unitName}承办`,
    ]
      .filter(Boolean)
      .join(' · '),
    state: <Tag tone="plain">{row.state === 'open' ? '正在办理' : '已结束'}</Tag>,
  }
}

function AgainstItem({ id }: { id: string }) {
  const item = useRemote(() => call(readAgainst, { caseId: id }), id)
  if (item.remote.state === 'failed') return <Failed failure={item.remote.failure} onRetry={item.reload} />
  return (
    <Loaded from={item}>
      {(found) => (
        <>
          <View className="item-head">
            <View className="wrap item-facts">
              <View>{found.number}</View>
              {found.conduct && <View>{conductLabels[found.conduct].title}</View>}
              <Tag tone="plain">{found.state === 'open' ? '正在办理' : '已结束'}</Tag>
            </View>
            <Heading className="item-title">{found.title}</Heading>
          </View>
          <Card className="stack-tight">
            <View className="case-text">{found.content.text}</View>
            {found.content.place && <View className="sub">地点：{found.content.place}</View>}
            <ItemFiles files={found.content.photos} />
          </Card>
          <StateForm key={id} caseId={id} />
          <Notice icon="lock">诉求人选择了“{identityLabels[found.identity].title}”。请勿打听、猜测诉求人是谁。</Notice>
        </>
      )}
    </Loaded>
  )
}
