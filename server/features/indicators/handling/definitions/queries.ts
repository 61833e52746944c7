import { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import { and, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../../platform/context.ts'
import { staff } from '../../../identity/tables.ts'
import { indicatorDefinitions } from '../../tables.ts'

/** The promise that an indicator answers, in the words of its document. */
const Promised = z.object({
  who: z.string(),
  place: z.string(),
  clause: z.object({ document: z.string(), number: z.string().nullable(), place: z.string(), text: z.string() }),
})

export type HandlingRow = {
  definition: DefinitionInFull
  card: z.infer<typeof Promised>
  reason: string | null
  setAt: Date
  setBy: { id: string; name: string } | null
}

/** Every version of the tenant's rates of handling, or of one of them, with who set it; the newest first. */
export async function listHandling(ctx: Context, indicatorId?: string): Promise<HandlingRow[]> {
  const t = indicatorDefinitions
  const one = indicatorId === undefined ? undefined : eq(t.indicatorId, indicatorId)
  const rows = await ctx.db
    .select({ row: t, setByName: staff.name })
    .from(t)
    .leftJoin(staff, and(eq(staff.tenantId, t.tenantId), eq(staff.id, t.setBy)))
    .where(and(eq(t.tenantId, ctx.tenant.id), sql`${t.definition}->>'source' = 'cases'`, one))
    .orderBy(desc(t.version))
  return rows.map(({ row, setByName }) => ({
    definition: DefinitionInFull.parse(row.definition),
    card: Promised.parse(row.card),
    reason: row.reason,
    setAt: row.setAt,
    setBy: row.setBy !== null && setByName !== null ? { id: row.setBy, name: setByName } : null,
  }))
}

/** False when this version is there already: somebody was faster. */
export async function insertHandling(
  ctx: Context,
  rows: readonly Pick<HandlingRow, 'definition' | 'card' | 'reason'>[],
  setBy: string | null,
): Promise<boolean> {
  if (rows.length === 0) return false
  const made = await ctx.db
    .insert(indicatorDefinitions)
    .values(
      rows.map(({ definition, ...row }) => ({
        ...row,
        tenantId: ctx.tenant.id,
        indicatorId: definition.id,
        definitionId: definition.id,
        version: definition.version,
        definition,
        setBy,
        setAt: ctx.now(),
      })),
    )
    .onConflictDoNothing()
    .returning({ version: indicatorDefinitions.version })
  return made.length > 0
}
