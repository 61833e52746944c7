import {
  listToldFollowUps,
  listUnitBatches,
  type ToldFollowUp,
  type UnitBatch,
} from '@minyi/shared/follow-ups/contract.ts'
import { followUpStageLabels } from '@minyi/shared/follow-ups/labels.ts'
import { matterKindLabels } from '@minyi/shared/matters/labels.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { ratingReasonLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { OfficeHead } from '../../components/office/office-page'
import { StateCard } from '../../components/state-card'
import { Table } from '../../components/table'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { shortDay } from '../../lib/time-words'
import { UnitProposals } from '../exclusions/unit-proposals'
import './follow-ups.scss'

/** What a rated unit learns of its poor grades: the matter only where the resident agreed, else reasons in batches. */
export function UnitRatings() {
  const [about, setAbout] = useState<ToldFollowUp>()
  return (
    <>
      <OfficeHead crumb="本单位的差评，只说到居民同意的程度" title="评价反馈" />
      <Notice icon="lock">居民是谁、哪一天评的，本单位都看不到。没有同意告知的，满 5 件才成一批，只说原因。</Notice>
      <Told onPropose={setAbout} />
      <UnitProposals about={about} onClose={() => setAbout(undefined)} />
      <Batches title="其余的，按批告知原因" />
    </>
  )
}

function Told({ onPropose }: { onPropose: (about: ToldFollowUp) => void }) {
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const page = useRemote(() => call(listToldFollowUps, { after }), after ?? '')
  return (
    <Card className="stack-tight">
      <Heading>居民同意告知本单位的</Heading>
      <Loaded from={page}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <StateCard kind="empty" title="现在没有" text="居民同意让本单位知道是哪件事时，会出现在这里。" />
          ) : (
            <>
              <Table<ToldFollowUp>
                label="居民同意告知本单位的差评"
                rows={rows}
                rowKey={({ id }) => id}
                columns={[
                  { key: 'title', head: '事项', grow: 4, strong: true, cell: ({ matter }) => matter.title },
                  { key: 'kind', head: '类别', cell: ({ kind }) => matterKindLabels[kind] },
                  { key: 'closed', head: '办结', cell: ({ matter }) => shortDay(matter.closedDay) },
                  { key: 'why', head: '原因', grow: 3, cell: ({ reasons }) => reasonWords(reasons) },
                  {
                    key: 'stage',
                    head: '到哪一步',
                    grow: 2,
                    cell: ({ stage }) => <Tag tone="plain">{followUpStageLabels[stage]}</Tag>,
                  },
                  {
                    key: 'due',
                    head: '整改或说明',
                    grow: 2,
                    cell: ({ answerDueDay }) => `${dayInWords(answerDueDay)}前`,
                  },
                  {
                    key: 'exclude',
                    head: '剔除',
                    cell: (row) => (
                      <WordLink label={`对“${row.matter.title}”提出剔除`} onPress={() => onPropose(row)}>
                        提出
                      </WordLink>
                    ),
                  },
                ]}
              />
              <Pages trail={trail} next={next} onTrail={setTrail} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

/** Reasons of poor grades in batches of five or more, without day, officer or matter. */
export function Batches({ title }: { title: string }) {
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const page = useRemote(() => call(listUnitBatches, { after }), after ?? '')
  return (
    <Card className="stack-tight">
      <Heading>{title}</Heading>
      <Loaded from={page}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <StateCard kind="empty" title="还不满一批" text="同一类差评满 5 件才成一批，这样看不出是谁。" />
          ) : (
            <>
              <View className="batches">
                {rows.map((batch) => (
                  <Batch key={batch.id} batch={batch} />
                ))}
              </View>
              <Pages trail={trail} next={next} onTrail={setTrail} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

function Batch({ batch }: { batch: UnitBatch }) {
  return (
    <View className="batch">
      <View className="spread">
        <View className="strong">{matterKindLabels[batch.kind]}</View>
        <View className="sub">共 {batch.size} 件</View>
      </View>
      {batch.reasons.map(({ reason, count }) => (
        <View key={reason ?? 'none'} className="batch-reason">
          <View className="grow">{reason ? ratingReasonLabels[reason] : '没有写原因'}</View>
          <View className="batch-bar" aria-hidden="true">
            <View className="batch-part" style={{ width: `${(100 * count) / batch.size}%` }} />
          </View>
          <View className="batch-count">{count}</View>
        </View>
      ))}
    </View>
  )
}

type PagesProps = { trail: string[]; next: string | null; onTrail: (trail: string[]) => void }

function Pages({ trail, next, onTrail }: PagesProps) {
  if (trail.length === 0 && !next) return null
  return (
    <View className="wrap">
      <Button kind="line" small disabled={trail.length === 0} onPress={() => onTrail(trail.slice(0, -1))}>
        上一页
      </Button>
      <Button kind="line" small disabled={!next} onPress={() => next && onTrail([...trail, next])}>
        下一页
      </Button>
    </View>
  )
}

function reasonWords(reasons: ToldFollowUp['reasons']): string {
  return reasons.length > 0 ? reasons.map((reason) => ratingReasonLabels[reason]).join('、') : '没有写原因'
}
