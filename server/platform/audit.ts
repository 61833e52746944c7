import { hash } from 'node:crypto'
import type { Context } from './context.ts'
import { newRowId } from './ids.ts'
import { auditRows } from './tables.ts'

/** Writes who did what to which thing, in the same transaction. Details are kept as a hash only. */
export async function audit(
  ctx: Context,
  entry: { action: string; subjectKind: string; subjectId: string; detail?: unknown },
): Promise<void> {
  const at = ctx.now()
  await ctx.db.insert(auditRows).values({
    tenantId: ctx.tenant.id,
    id: newRowId(at.getTime()),
    at,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    detailHash: entry.detail === undefined ? null : hashOf(entry.detail),
  })
  if (ctx.record) ctx.record.audited = true
}

export const hashOf = (value: unknown): string => hash('sha256', JSON.stringify(value))
