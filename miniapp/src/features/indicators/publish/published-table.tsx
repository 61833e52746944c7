import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { listPublished, type PublishedSummary } from '@minyi/shared/indicators/published/contract.ts'
import { audienceLabels, publishedStateLabels } from '@minyi/shared/indicators/published/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chip'
import { count, interval, percent } from '../../../components/figure-words'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { StateCard } from '../../../components/state-card'
import { Table } from '../../../components/table'
import { DemoMark, Tag } from '../../../components/tag'
import { Verdict } from '../../../components/verdict'
import { call } from '../../../lib/call'
import { useKeptChoice } from '../../../lib/kept-choice'
import { useKeptRemote } from '../../../lib/kept-remote'
import { instantInWords } from '../../../lib/time-words'

const audiences = [
  { value: 'all', word: '全部' },
  { value: 'public', word: '向社会' },
  { value: 'office', word: '内部' },
] as const
type Shown = (typeof audiences)[number]['value']

/** What was published, newest first, with those that were corrected or withdrawn. */
export function PublishedTable({ onOpen }: { onOpen: (id: string) => void }) {
  const [audience, setAudience] = useKeptChoice<Shown>('audience', ['all', 'public', 'office'])
  const [limit, setLimit] = useState(20)
  const ask = { limit, ...(audience === 'all' ? {} : { audience }) }
  const found = useKeptRemote(() => call(listPublished, ask), `published/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={found}>
      {({ rows, next }) => (
        <Card label="已发布的数字" className="chart-part">
          <Chips label="发布给谁" options={audiences} value={audience} onChange={setAudience} />
          {rows.length === 0 ? (
            <StateCard
              kind="empty"
              title="还没有发布过"
              text="选一个指标，预览将要冻结的数字，写上说明，署名发布；发布后每个数字都有出生证明，谁都能照着再算一遍。"
            />
          ) : (
            <Rows rows={rows} onOpen={onOpen} />
          )}
          {next && (
            <Button kind="line" small narrow onPress={() => setLimit(Math.min(100, limit + 40))}>
              再看以前的
            </Button>
          )}
        </Card>
      )}
    </KeptLoaded>
  )
}

function Rows({ rows, onOpen }: { rows: readonly PublishedSummary[]; onOpen: (id: string) => void }) {
  return (
    <Table
      label="已发布的数字"
      columns={[
        {
          key: 'name',
          head: '数字',
          grow: 4,
          cell: ({ id, name, scope, period }) => (
            <View>
              <WordLink onPress={() => onOpen(id)}>{name}</WordLink>
              <View className="sub">
                {scope.name}，{periodWords(period)}
              </View>
            </View>
          ),
        },
        {
          key: 'rate',
          head: '比率',
          number: true,
          strong: true,
          cell: ({ estimate }) => (estimate ? percent(estimate.point) : '—'),
        },
        {
          key: 'interval',
          head: '区间',
          number: true,
          grow: 2,
          cell: ({ estimate }) => (estimate ? interval(...estimate.interval) : ''),
        },
        {
          key: 'n',
          head: 'n',
          number: true,
          folded: 'n = ',
          cell: ({ estimate }) => (estimate ? count(estimate.n) : ''),
        },
        { key: 'verdict', head: '判定', grow: 2, cell: ({ verdict }) => verdict && <Verdict value={verdict} /> },
        {
          key: 'state',
          head: '状态',
          grow: 2,
          cell: ({ state, audience, demo }) => (
            <View className="wrap">
              <Tag tone={state === 'in-force' ? 'good' : 'warn'}>{publishedStateLabels[state]}</Tag>
              <Tag tone="plain">{audienceLabels[audience]}</Tag>
              {demo && <DemoMark />}
            </View>
          ),
        },
        {
          key: 'by',
          head: '谁发布',
          grow: 2,
          cell: ({ publishedBy, publishedAt }) => (
            <View className="sub">
              {publishedBy.name}，{instantInWords(publishedAt)}
            </View>
          ),
        },
      ]}
      rows={rows}
      rowKey={({ id }) => id}
    />
  )
}
