import { listAnswers } from '@minyi/shared/indicators/answers/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { count, percent } from '../../../components/figure-words'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { StateCard } from '../../../components/state-card'
import { Table } from '../../../components/table'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { instantInWords } from '../../../lib/time-words'

/** What was kept, newest first: who asked whom, and how many answered. */
export function AnswersTable({ onOpen }: { onOpen: (id: string) => void }) {
  const [limit, setLimit] = useState(20)
  const found = useKeptRemote(() => call(listAnswers, { limit }), `answers/${limit}`)
  return (
    <KeptLoaded from={found}>
      {({ rows, next }) => (
        <Card label="存入的调查" className="chart-part">
          {rows.length === 0 ? (
            <StateCard
              kind="empty"
              title="还没有存入调查"
              text="把调查单位交来的回答表（每位受访人一行，不含姓名电话）存进来，就能按抽样办法算出指标和区间。"
            />
          ) : (
            <Table
              columnWidth={100}
              label="存入的调查"
              columns={[
                {
                  key: 'title',
                  head: '调查',
                  grow: 4,
                  cell: ({ id, title, agency }) => (
                    <View>
                      <WordLink onPress={() => onOpen(id)}>{title}</WordLink>
                      <View className="sub">{agency}</View>
                    </View>
                  ),
                },
                { key: 'days', head: '什么时候问的', grow: 3, cell: (one) => periodWords(one) },
                { key: 'rows', head: '回答', number: true, strong: true, cell: ({ rows }) => `${count(rows)} 份` },
                {
                  key: 'share',
                  head: '占抽中的',
                  number: true,
                  folded: '占抽中的 ',
                  cell: ({ rows, frame }) => (frame.invited > 0 ? percent(rows / frame.invited) : ''),
                },
                {
                  key: 'kept',
                  head: '谁存入',
                  grow: 2,
                  cell: ({ keptBy, keptAt }) => (
                    <View className="sub">
                      {keptBy}，{instantInWords(keptAt)}
                    </View>
                  ),
                },
              ]}
              rows={rows}
              rowKey={({ id }) => id}
            />
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
