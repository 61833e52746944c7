import { importanceLabels, taskStateLabels } from '@minyi/shared/supervision/labels.ts'
import { type IssuedList, ListEntry, ListHead } from '@minyi/shared/supervision/lists/contract.ts'
import { sectionLabels } from '@minyi/shared/supervision/lists/labels.ts'
import { type ReviewRow, reviewOf, sectionsOf } from '@minyi/shared/supervision/lists/rules.ts'
import { z } from 'zod'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { ListLine } from './queries.ts'

const Entries = z.array(ListEntry)

export const toHead = (ctx: Context, { list, issuedBy }: ListLine): ListHead =>
  ListHead.parse({ ...list, issuedBy, issuedAt: instantOf(ctx, list.issuedAt) })

/** An issued list with the entries that a reader may see. */
export function toList(ctx: Context, line: ListLine, maySee: (entry: ListEntry) => boolean): IssuedList {
  return { ...toHead(ctx, line), entries: entriesOf(line).filter(maySee) }
}

export const entriesOf = ({ list }: ListLine): ListEntry[] => Entries.parse(list.entries)

type Table = { headings: string[]; rows: string[][] }

/** A list as a table to download: a week by its parts, a month by unit with its total. */
export function tableOf(list: IssuedList): Table {
  return list.kind === 'weekly' ? weekTable(list.entries) : monthTable(list.entries)
}

function weekTable(entries: readonly ListEntry[]): Table {
  const sections = sectionsOf(entries)
  const headings = ['类别', '编号', '事项', '重要程度', '承办单位', '交办人', '交办日期', '办结期限', '状态', '逾期']
  const rows = (['fresh', 'due', 'going'] as const).flatMap((section) =>
    sections[section].map((entry) => [
      sectionLabels[section],
      entry.number,
      entry.title,
      importanceLabels[entry.importance].title,
      entry.unitName,
      entry.assignerName ?? '',
      entry.assignedDay,
      entry.dueDay,
      taskStateLabels[entry.state],
      entry.isLate ? '是' : '否',
    ]),
  )
  return { headings, rows }
}

function monthTable(entries: readonly ListEntry[]): Table {
  const { rows, total } = reviewOf(entries)
  const headings = ['单位', '承办', '其中新交办', '到期节点', '按时', '迟或逾期', '报结', '销号', '退回', '未销号']
  return { headings, rows: [...rows, total].map(cellsOf) }
}

const cellsOf = (row: ReviewRow): string[] => [
  row.unitName,
  ...[row.assigned, row.fresh, row.checkpoints, row.onTime, row.late].map(String),
  ...[row.finished, row.cleared, row.returned, row.open].map(String),
]
