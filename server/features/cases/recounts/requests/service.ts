import type { ClockName, RecountCause } from '@minyi/shared/clocks/contract.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Counted, Picker } from '../../../clocks/recounts/service.ts'
import { type ClockBook, dueOfRunning } from '../../../clocks/service.ts'
import * as queries from './queries.ts'

const batch = 500
export type CountedRequest = Counted & { caseId: string; keep: (ctx: Context) => Promise<void> }

/** Every request that waits for a second person and whose end is counted anew; `keep` writes the new one. */
export async function countRequests(
  ctx: Context,
  asked: RecountCause,
  pick: Picker,
  { calendar }: ClockBook,
): Promise<CountedRequest[]> {
  const counted: CountedRequest[] = []
  for (let after: string | null = null; ; ) {
    const rows = await queries.listTouched(ctx, asked, { after, limit: batch })
    for (const request of rows) {
      const name: ClockName = request.kind === 'objection' ? 'objection-review' : 'approval'
      const definition = await pick(name, request.definitionVersion)
      const run = { startedAt: request.askedAt, extendedBy: 0, pauses: [] }
      const due = dueOfRunning(ctx, definition, calendar, run)
      const { version: definitionVersion, dayKind } = definition
      const kept = { ...due, dayKind, definitionVersion, calendarVersion: calendar.version }
      const keep = (ctx: Context) => queries.moveRequest(ctx, request.id, kept)
      counted.push({ name, before: request, after: due, caseId: request.caseId, keep })
    }
    after = rows[rows.length - 1]?.id ?? null
    if (rows.length < batch) return counted
  }
}
