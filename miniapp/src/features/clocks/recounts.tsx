import { listRecounts } from '@minyi/shared/clocks/contract.ts'
import { clockLabels } from '@minyi/shared/clocks/labels.ts'
import { Card } from '../../components/card'
import { count } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { StateCard } from '../../components/state-card'
import { Table } from '../../components/table'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'

/** What was counted anew, why, by whom, and what came of it. */
export function Recounts() {
  const recounts = useRemote(() => call(listRecounts, {}, { as: 'staff' }), 'recounts')
  return (
    <Loaded from={recounts}>
      {({ recounts: rows }) =>
        rows.length === 0 ? (
          <StateCard kind="empty" title="还没有重算过" text="发布新一版工作日历，或改时限时选了重算，会记在这里。" />
        ) : (
          <Card label="重算记录" className="stack">
            <Heading>重算记录</Heading>
            <Table
              label="重算记录"
              rows={rows}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'cause',
                  head: '原因',
                  grow: 3,
                  strong: true,
                  cell: ({ cause, clock, version }) =>
                    cause === 'calendar'
                      ? `工作日历第 ${version} 版`
                      : `${clock ? clockLabels[clock] : ''}第 ${version} 版`,
                },
                {
                  key: 'who',
                  head: '谁、什么时候',
                  grow: 3,
                  cell: ({ askedBy, askedAt }) => `${askedBy ?? ''} ${instantInWords(askedAt)}`,
                },
                { key: 'examined', head: '查了', number: true, cell: ({ examined }) => count(examined) },
                { key: 'moved', head: '改期', number: true, cell: ({ moved }) => count(moved) },
                { key: 'firm', head: '变确定', number: true, cell: ({ firm }) => count(firm) },
                {
                  key: 'done',
                  head: '完成',
                  grow: 2,
                  cell: ({ doneAt }) => (doneAt ? instantInWords(doneAt) : '正在重算'),
                },
              ]}
            />
          </Card>
        )
      }
    </Loaded>
  )
}
