import type { Exclusion } from '@minyi/shared/ratings/exclusions/contract.ts'
import { exclusionReasonLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { Failed } from '../../components/loaded'
import { DenseList } from '../../components/office/dense-list'
import { KeyHints } from '../../components/office/key-hint'
import { ListHead } from '../../components/office/list-head'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { shortDay } from '../../lib/time-words'
import { LedgerFilters } from './filters'
import { viewWords } from './rail'
import { StateTag } from './state-tag'
import { openExclusion, readLedger, showLedger, turnLedger, useLedger } from './store'
import './exclusions.scss'

/** Exclusions in one state, the newest proposal first. */
export function LedgerList() {
  const { view, rows, loading, failure, open, trail, next, batchId } = useLedger()
  const name = viewWords[view]
  return (
    <View className="column-list">
      <ListHead title={name} note="一人提出、另一人审核，居民可以申诉，由第三人决定；被评单位只能提出。">
        <LedgerFilters />
        {batchId && (
          <View className="spread">
            <View className="sub">只看同一批提出的</View>
            <WordLink onPress={() => showLedger({ batchId: undefined })}>看全部</WordLink>
          </View>
        )}
      </ListHead>
      {loading && rows.length === 0 && <Skeleton blocks={4} rows={2} />}
      {failure && rows.length === 0 && <Failed failure={failure} onRetry={readLedger} />}
      {!loading && !failure && rows.length === 0 && (
        <StateCard kind="done" title={`${name}：现在没有`} text="提出、审核、申诉和恢复都会留在台账里，一条不少。" />
      )}
      {rows.length > 0 && (
        <DenseList
          label={name}
          items={rows.map(itemOf)}
          current={open}
          onOpen={openExclusion}
          foot={next ? '之后还有' : '之后没有了'}
          onBefore={trail.length > 1 ? () => turnLedger(false) : undefined}
          onNext={next ? () => turnLedger(true) : undefined}
        />
      )}
      <KeyHints
        keys={[
          { name: 'j', does: '下' },
          { name: 'k', does: '上' },
          { name: 'a', does: '同意' },
          { name: 'n', does: '不同意' },
          { name: 'z', does: '撤回' },
          { name: 'Esc', does: '收起' },
        ]}
      />
    </View>
  )
}

function itemOf(row: Exclusion) {
  return {
    id: row.id,
    title: `${row.rating.unit.name}：${gradeLabels[row.rating.grade]}`,
    facts: [
      exclusionReasonLabels[row.reason],
      row.rating.number,
      row.origin === 'unit' ? `被评单位提出（${row.proposedBy.name}）` : `${row.proposedBy.name}提出`,
      shortDay(row.proposedAt),
    ].join(' · '),
    state: <StateTag state={row.state} />,
  }
}
