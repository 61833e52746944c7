import { CaseRow } from '@minyi/shared/cases/contract.ts'
import { CaseExport, type ExportColumn } from '@minyi/shared/cases/exports/contract.ts'
import { withoutNumbers } from '@minyi/shared/cases/exports/rules.ts'
import {
  caseChannelLabels,
  caseEntryLabels,
  caseKindLabels,
  caseStateLabels,
  conductLabels,
  identityLabels,
  unitOutcomeLabels,
  verdictLabels,
} from '@minyi/shared/cases/labels.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { CaseLine } from '../queries.ts'
import type { ExportRow } from './queries.ts'

export function toExport(ctx: Context, row: ExportRow): CaseExport {
  return CaseExport.parse({
    ...row,
    createdAt: instantOf(ctx, row.createdAt),
    doneAt: row.doneAt && instantOf(ctx, row.doneAt),
    expiresAt: row.expiresAt && instantOf(ctx, row.expiresAt),
  })
}

const Codes = CaseRow.pick({
  kind: true,
  entry: true,
  channel: true,
  identity: true,
  state: true,
  conduct: true,
  unitOutcome: true,
  verdict: true,
})

/** The cells of an item's line, in the order of the columns. */
export function toCells(ctx: Context, line: CaseLine, columns: readonly ExportColumn[]): string[] {
  const { item } = line
  const codes = Codes.parse(item)
  const at = (instant: Date | null) => (instant ? instantOf(ctx, instant).slice(0, 16).replace('T', ' ') : '')
  const cells: Record<ExportColumn, () => string> = {
    number: () => item.number,
    kind: () => caseKindLabels[codes.kind],
    entry: () => caseEntryLabels[codes.entry],
    channel: () => caseChannelLabels[codes.channel],
    title: () => withoutNumbers(item.title),
    identity: () => identityLabels[codes.identity].title,
    state: () => caseStateLabels[codes.state],
    area: () => line.areaName ?? '',
    unit: () => line.unitName ?? '',
    accused: () => line.accusedUnitName ?? '',
    conduct: () => (codes.conduct ? conductLabels[codes.conduct].title : ''),
    received: () => at(item.receivedAt),
    due: () => item.dueDay ?? '',
    ended: () => at(item.endedAt),
    'unit-says': () => (codes.unitOutcome ? unitOutcomeLabels[codes.unitOutcome] : ''),
    'resident-says': () => (codes.verdict ? verdictLabels[codes.verdict] : ''),
    round: () => String(item.round),
  }
  return columns.map((column) => cells[column]())
}
