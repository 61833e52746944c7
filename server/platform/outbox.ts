import type { Context } from './context.ts'
import { newRowId } from './ids.ts'
import { outbox } from './tables.ts'

/**
 * A signed change of the counts that figures are made of: for one kind of matter, closed on one day by one unit (and officer) in
 * one area, through one channel, each measure by how many.
 */
export type FigureChange = {
  kind: string
  day: string
  unitId: string
  areaId: string
  officerId: string | null
  channel: string
  counts: Record<string, number>
}

/** Says that something happened, in the same transaction. Payloads hold ids and codes, never personal values. */
export async function emit(
  ctx: Context,
  event: { topic: string; subjectId: string; payload?: Record<string, unknown>; figure?: FigureChange | undefined },
): Promise<void> {
  const at = ctx.now()
  await ctx.db.insert(outbox).values({
    tenantId: ctx.tenant.id,
    id: newRowId(at.getTime()),
    at,
    topic: event.topic,
    subjectId: event.subjectId,
    payload: event.payload ?? {},
    figure: event.figure ?? null,
  })
}
