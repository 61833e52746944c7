import type { ClockReading } from '@minyi/shared/clocks/contract.ts'
import { clockInWords } from '@minyi/shared/clocks/labels.ts'
import type { CheckpointKind, OrderRow, OrderState, TaskState } from '@minyi/shared/supervision/contract.ts'
import {
  checkpointLabels,
  importanceLabels,
  orderSourceLabels,
  orderStateLabels,
  taskStateLabels,
} from '@minyi/shared/supervision/labels.ts'
import type { LetterRow } from '@minyi/shared/supervision/letters/contract.ts'
import { letterKindLabels, letterStateLabels } from '@minyi/shared/supervision/letters/labels.ts'
import type { TaskRow } from '@minyi/shared/supervision/tasks/contract.ts'
import { Clock } from '../../components/office/clock'
import { Tag, type TagProps } from '../../components/tag'
import { shortDay } from '../../lib/time-words'

type Tone = TagProps['tone']
const orderTones: Record<OrderState, Tone> = {
  unassigned: 'warn',
  open: 'plain',
  finished: 'blue',
  cleared: 'good',
  withdrawn: 'plain',
}
const taskTones: Record<TaskState, Tone> = {
  assigned: 'warn',
  working: 'plain',
  finished: 'blue',
  returned: 'warn',
  cleared: 'good',
  withdrawn: 'plain',
}
const letterTones: Record<LetterRow['state'], Tone> = {
  sent: 'warn',
  acknowledged: 'plain',
  corrected: 'plain',
  reported: 'blue',
  'sent-back': 'warn',
  accepted: 'good',
  withdrawn: 'plain',
}

export function OrderTag({ state }: { state: OrderState }) {
  return <Tag tone={orderTones[state]}>{orderStateLabels[state]}</Tag>
}

export function TaskTag({ state }: { state: TaskState }) {
  return <Tag tone={taskTones[state]}>{taskStateLabels[state]}</Tag>
}

export function LetterTag({ state }: Pick<LetterRow, 'state'>) {
  return <Tag tone={letterTones[state]}>{letterStateLabels[state]}</Tag>
}

/** `3 日反馈 还剩 1 天`: the next checkpoint and where it stands. */
export function DueClock({ due, next }: { due: ClockReading | null; next?: CheckpointKind | null }) {
  if (!due) return null
  return <Clock state={due.state} words={`${next ? `${checkpointLabels[next].title} ` : ''}${clockInWords(due)}`} />
}

/** The next checkpoint of an order, or whose hand it waits for. */
export function OrderClock({ row }: { row: OrderRow }) {
  if (row.state === 'finished') return <Clock state="paused" words={row.mine ? '等您核实' : '等交办人核实'} />
  return <DueClock due={row.due} next={row.next} />
}

/** The next date of a letter that is still to be met. */
export function LetterClock({ row }: { row: LetterRow }) {
  const next = !row.correct.doneAt ? row.correct : row.report
  if (next.doneAt || row.state === 'accepted' || row.state === 'withdrawn') return null
  const word = next === row.correct ? '改正' : '报告'
  return (
    <Clock
      state={row.late ? 'overdue' : 'running'}
      words={`${word}${row.late ? '已过 ' : ' '}${shortDay(next.dueDay)}`}
    />
  )
}

export const orderFacts = (row: OrderRow): string =>
  [
    row.number,
    orderSourceLabels[row.source],
    row.importance === 'major' && importanceLabels.major.title,
    row.units.length > 0 ? row.units.map(({ name }) => name).join('、') : '还没有交给单位',
    row.asksExtension && '申请延期',
  ]
    .filter(Boolean)
    .join(' · ')

export const taskFacts = (row: TaskRow): string =>
  [
    row.number,
    row.source && orderSourceLabels[row.source],
    importanceLabels[row.importance].title,
    row.assignerName && `${row.assignerName}交办`,
    shortDay(row.assignedAt),
  ]
    .filter(Boolean)
    .join(' · ')

export const letterFacts = (row: LetterRow): string =>
  [row.number, letterKindLabels[row.kind].title, row.unitName, shortDay(row.sentAt), row.objected && '有异议']
    .filter(Boolean)
    .join(' · ')
