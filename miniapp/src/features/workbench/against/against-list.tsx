import { type AccusedView, listAgainst, readAgainst } from '@minyi/shared/cases/against/contract.ts'
import { conductLabels, identityLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Failed, Loaded } from '../../../components/loaded'
import { Notice } from '../../../components/notice'
import { DenseList, neighbour } from '../../../components/office/dense-list'
import { StateCard } from '../../../components/state-card'
import { Tag } from '../../../components/tag'
import { call } from '../../../lib/call'
import { useKeys } from '../../../lib/keys'
import { isH5 } from '../../../lib/platform'
import { useRemote } from '../../../lib/remote'
import { desktopWidth, useScreenWidth } from '../../../lib/screen'
import { shortDay } from '../../../lib/time-words'
import { PhotosShown } from '../../files/photos-shown'
import '../workbench.scss'

type Row = Omit<AccusedView, 'content'>

/** What the accused unit is told of complaints against it; it can read, and do nothing. */
export function AgainstList() {
  const [trail, setTrail] = useState<string[]>([])
  const [open, setOpen] = useState<string>()
  const after = trail[trail.length - 1]
  const page = useRemote(() => call(listAgainst, { after }), after ?? '')
  const wide = useScreenWidth() >= desktopWidth
  const rows = page.remote.value?.rows ?? []
  const move = (step: 1 | -1) => setOpen((current) => neighbour(rows, current, step))
  useKeys({ j: () => move(1), k: () => move(-1) })
  return (
    <>
      {(wide || !open) && (
        <View className="column-list">
          <View className="list-head">
            <Heading level={1} className="list-title">
              涉及本单位的投诉
            </Heading>
            <View className="sub">
              由别的单位办理，本单位不能经办，也不得打听诉求人是谁。选择“封存”的投诉和举报不在这里。
            </View>
          </View>
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
        </View>
      )}
      {(wide || open) && (
        <View className="column-item">
          <View className="column-scroll" {...(isH5 ? { tabIndex: 0 } : {})}>
            {!wide && (
              <Button kind="word" small icon="back" onPress={() => setOpen(undefined)}>
                返回列表
              </Button>
            )}
            {open ? (
              <AgainstItem id={open} />
            ) : (
              <StateCard kind="empty" title="还没有打开一件" text="在列表里选一件。" />
            )}
          </View>
        </View>
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
            <PhotosShown photos={found.content.photos} />
          </Card>
          <Notice icon="lock">诉求人选择了“{identityLabels[found.identity].title}”。请勿打听、猜测诉求人是谁。</Notice>
        </>
      )}
    </Loaded>
  )
}
