import type { CaseRow } from '@minyi/shared/cases/contract.ts'
import type { FoundRow } from '@minyi/shared/cases/search/contract.ts'
import { searchedWords } from '@minyi/shared/cases/search/rules.ts'
import type { Unit } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { roleOf } from '../../components/aria'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { Failed } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { DenseList } from '../../components/office/dense-list'
import { KeyHint, KeyHints } from '../../components/office/key-hint'
import { ListHead } from '../../components/office/list-head'
import { Marked } from '../../components/office/marked'
import { Press } from '../../components/press'
import { ExportButton } from '../exports/export-button'
import { useOffice } from '../office/store'
import { useRegister } from '../registry/store'
import { CaseClock, factWords, StateTag } from './case-words'
import { EmptyList } from './empty-list'
import { Filters, narrows } from './filters'
import { useItem } from './item/store'
import { type ListFilter, pageSize, pick, pickAll, refreshList, turnPage, useList } from './list/store'
import { titleOf, viewOf, wordOf } from './queues'
import { fitsAll, sharedAct, sortingActs } from './step/several/store'
import { actLabels, beginStep, subjectOf } from './step/store'
import { useViews } from './views/store'
import './workbench.scss'

export type CaseListProps = { onOpen: (id: string) => void; onFilter: (filter: ListFilter) => void }

/** The middle column: what is shown, the rows, and what can be done with the ticked ones. */
export function CaseList({ onOpen, onFilter }: CaseListProps) {
  const { filter, rows, state, failure, counts, total: counted, picked, trail, next } = useList()
  const current = useItem(({ id }) => id)
  const units = useRegister((state) => state.units)
  const views = useViews((state) => state.rows)
  const view = viewOf(filter)
  const isQueue = !narrows(filter) && view !== 'all' && view !== 'mine'
  const total = isQueue ? counts?.counts[view] : counted?.count
  const words = searchedWords(filter.q ?? '')
  return (
    <View className="column-list">
      <ListHead
        title={titleOf(filter, views)}
        count={total}
        more={!isQueue && counted?.more}
        aside={
          <View className="line-up">
            <SortButton filter={filter} onFilter={onFilter} />
            <ExportButton filter={filter} />
          </View>
        }
      >
        <Filters filter={filter} onChange={onFilter} />
      </ListHead>
      {picked.length > 0 && (
        <PickedBar rows={rows.filter(({ id }) => picked.includes(id))} all={picked.length === rows.length} />
      )}
      {failure && rows.length > 0 && (
        <Notice kind="warn" bar live>
          {failure.title}。下面是 {counts?.at.slice(11, 16) ?? '刚才'} 的内容。
        </Notice>
      )}
      {state === 'loading' && rows.length === 0 && <SkeletonRows />}
      {state === 'failed' && failure && <Failed failure={failure} onRetry={refreshList} />}
      {state === 'ready' && rows.length === 0 && <EmptyList filter={filter} onFilter={onFilter} />}
      {rows.length > 0 && (
        <DenseList
          label={wordOf(view)}
          items={rows.map((row) => itemOf(row, units, words))}
          current={current}
          onOpen={onOpen}
          onPick={pick}
          picked={picked}
          foot={footWords(trail.length, rows.length, next, counted?.more ? undefined : total, counts?.at)}
          onBefore={trail.length > 1 ? () => turnPage(false) : undefined}
          onNext={next ? () => turnPage(true) : undefined}
        />
      )}
      <KeyHints keys={keys} />
    </View>
  )
}

const keys = [
  { name: 'j', does: '下' },
  { name: 'k', does: '上' },
  { name: 'Enter', does: '打开' },
  { name: 'x', does: '选择' },
  { name: 'a', does: '受理' },
  { name: 't', does: '转办' },
  { name: 'r', does: '答复' },
  { name: '/', does: '搜索' },
  { name: '?', does: '全部' },
]

function itemOf(row: FoundRow, units: readonly Unit[] | undefined, words: readonly string[]) {
  return {
    id: row.id,
    title: row.title,
    shown: <Marked text={row.title} words={words} />,
    more: row.excerpt && <Marked text={row.excerpt} words={words} />,
    facts: factWords(row, units),
    state: <StateTag state={row.state} round={row.round} />,
    clock: <CaseClock clock={row.clock} />,
  }
}

function footWords(
  page: number,
  count: number,
  next: string | null,
  total: number | undefined,
  at: string | undefined,
) {
  const first = (page - 1) * pageSize + 1
  const last = first + count - 1
  const rest = total !== undefined ? Math.max(0, total - last) : undefined
  const after = next ? (rest ? `之后还有 ${rest} 件` : '之后还有') : '之后没有了'
  return `第 ${first}–${last} 件 · ${after}${at ? ` · ${at.slice(11, 16)} 更新` : ''}`
}

function SortButton({ filter, onFilter }: { filter: ListFilter; onFilter: (filter: ListFilter) => void }) {
  const byDue = filter.sort ? filter.sort === 'due' : viewOf(filter) !== 'all' && !filter.q
  return (
    <Press className="list-sort" onPress={() => onFilter({ ...filter, sort: byDue ? 'received' : 'due' })}>
      <Icon name="sort" />
      <View>{byDue ? '按时限，最急在前' : '按收到，最新在前'}</View>
    </Press>
  )
}

/** Only an act that fits every ticked row is offered; what is in the way is said. */
function PickedBar({ rows, all }: { rows: CaseRow[]; all: boolean }) {
  const accept = sharedAct('accept', rows)
  const move = sharedAct('move', rows)
  const dispatches = useOffice(({ me }) => me?.permissions.includes('cases.dispatch') ?? false)
  const begin = (act: 'accept' | 'assign' | 'transfer') => beginStep(act, rows.map(subjectOf))
  return (
    <View className="picked-bar">
      <Press role="checkbox" checked={all} label="选择本页" className="dense-pick" onPress={() => pickAll(!all)}>
        <View className="dense-box dense-box-on">
          <Icon name={all ? 'check' : 'minus'} size={12} />
        </View>
      </Press>
      <View className="grow picked-words">已选 {rows.length} 件</View>
      {accept && (
        <Button kind="line" small onPress={() => begin(accept)}>
          受理
          <KeyHint name="a" />
        </Button>
      )}
      {move && (
        <Button kind="line" small onPress={() => begin(move)}>
          {move === 'assign' ? '交办' : '转办'}
          <KeyHint name="t" />
        </Button>
      )}
      {sortingActs
        .filter((act) => dispatches && fitsAll(act, rows))
        .map((act) => (
          <Button key={act} kind="line" small onPress={() => beginStep(act, rows.map(subjectOf))}>
            {actLabels[act]}
          </Button>
        ))}
      {fitsAll('propose-closing', rows) && (
        <Button kind="line" small onPress={() => beginStep('propose-closing', rows.map(subjectOf))}>
          提议结案
        </Button>
      )}
      {!accept && !move && <View className="sub">状态不同的不能一起受理、交办</View>}
      <Button kind="word" small onPress={() => pickAll(false)}>
        取消选择
      </Button>
    </View>
  )
}

function SkeletonRows() {
  const widths = ['56%', '48%', '62%', '50%', '64%', '44%', '58%', '52%', '60%', '47%']
  return (
    <View className="skeleton skeleton-list" {...roleOf('status')} aria-label="正在读取">
      {widths.map((width, index) => (
        <View key={width} className="skeleton-line" style={{ opacity: 1 - index * 0.08 }} aria-hidden="true">
          <View className="grow stack-tight">
            <View className="skeleton-row" style={{ width }} />
            <View className="skeleton-row skeleton-thin" style={{ width: '72%' }} />
          </View>
          <View className="skeleton-row" style={{ width: '44px' }} />
          <View className="skeleton-row" style={{ width: '92px' }} />
        </View>
      ))}
    </View>
  )
}
