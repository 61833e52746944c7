import type { FollowUpRow } from '@minyi/shared/follow-ups/contract.ts'
import { followUpStageLabels } from '@minyi/shared/follow-ups/labels.ts'
import { matterKindLabels } from '@minyi/shared/matters/labels.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { Failed } from '../../components/loaded'
import { Clock } from '../../components/office/clock'
import { DenseList } from '../../components/office/dense-list'
import { KeyHints } from '../../components/office/key-hint'
import { ListHead } from '../../components/office/list-head'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { shortDay } from '../../lib/time-words'
import { viewWords } from './stages'
import { openFollowUp, readList, turnFollowUps, useFollowUps } from './store'
import './follow-ups.scss'

/** Poor grades by their last day, the most urgent first. */
export function FollowUpList() {
  const { view, number, rows, loading, failure, open, trail, next } = useFollowUps()
  const name = number ? `编号 ${number}` : viewWords[view]
  return (
    <View className="column-list">
      <ListHead title={name} note="差评由监督机构回访核实，被评单位看不到是谁评的。" />
      {loading && rows.length === 0 && <Skeleton blocks={4} rows={2} />}
      {failure && rows.length === 0 && <Failed failure={failure} onRetry={readList} />}
      {!loading && !failure && rows.length === 0 && (
        <StateCard
          kind="done"
          title={number ? '没有这个评价编号' : `${name}：现在没有`}
          text="有新的差评会出现在这里，并按期限排好。"
        />
      )}
      {rows.length > 0 && (
        <DenseList
          label={name}
          items={rows.map(itemOf)}
          current={open}
          onOpen={openFollowUp}
          foot={next ? '之后还有' : '之后没有了'}
          onBefore={trail.length > 1 ? () => turnFollowUps(false) : undefined}
          onNext={next ? () => turnFollowUps(true) : undefined}
        />
      )}
      <KeyHints
        keys={[
          { name: 'j', does: '下' },
          { name: 'k', does: '上' },
          { name: 'r', does: '下一步' },
          { name: '/', does: '搜索' },
          { name: 'Esc', does: '收起' },
        ]}
      />
    </View>
  )
}

function itemOf(row: FollowUpRow) {
  return {
    id: row.id,
    title: `${row.title ? `对“${row.title}”评价` : '评价'}：${gradeLabels[row.grade]}`,
    facts: [row.number, matterKindLabels[row.kind], row.unit.name].join(' · '),
    state: <Tag tone={row.stage === 'call-back' ? 'blue' : 'plain'}>{followUpStageLabels[row.stage]}</Tag>,
    clock: <FollowUpClock row={row} />,
  }
}

/** The deadline of the present stage in words, or the hard limit where that comes first. */
export function FollowUpClock({ row }: { row: FollowUpRow }) {
  if (!row.dueDay) return null
  const [limit = row.dueDay] = [row.dueDay, row.hardDueDay].sort()
  const provisional = row.provisional ? '（暂定）' : ''
  return row.overdue ? (
    <Clock state="overdue" words={`已超期，应${shortDay(limit)}前`} />
  ) : (
    <Clock state="running" words={`${shortDay(limit)}前${provisional}`} />
  )
}
