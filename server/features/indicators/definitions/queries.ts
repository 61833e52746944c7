import { RatingsDefinition } from '@minyi/shared/indicators/catalogue/schema.ts'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { indicatorDefinitions } from '../tables.ts'

/** What stands around a definition: the promise it measures, in the words of its document. */
const Promised = z.object({
  who: z.string(),
  place: z.string(),
  clause: z.object({ document: z.string(), number: z.string().nullable(), place: z.string(), text: z.string() }),
})

export type DefinitionRow = {
  indicatorId: string
  version: number
  definition: RatingsDefinition
  card: z.infer<typeof Promised>
  public: boolean
  reason: string | null
  setAt: Date
}

/** Definitions over ratings; rates of handling lie in the same table and are read by their own queries. */
const overRatings = sql`${indicatorDefinitions.definition}->>'source' = 'ratings'`

/** The newest version of each definition of the tenant. */
export async function listNewest(ctx: Context): Promise<DefinitionRow[]> {
  const t = indicatorDefinitions
  const rows = await ctx.db
    .selectDistinctOn([t.indicatorId])
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), overRatings))
    .orderBy(asc(t.indicatorId), sql`${t.version} desc`)
  return rows.map((row) => ({
    indicatorId: row.indicatorId,
    version: row.version,
    definition: RatingsDefinition.parse(row.definition),
    card: Promised.parse(row.card),
    public: row.public,
    reason: row.reason,
    setAt: row.setAt,
  }))
}

/** Every version of one indicator's definition with who set it, newest first. */
export async function listHistory(ctx: Context, indicatorId: string) {
  const t = indicatorDefinitions
  const rows = await ctx.db
    .select({ row: t, setByName: staff.name })
    .from(t)
    .leftJoin(staff, and(eq(staff.tenantId, t.tenantId), eq(staff.id, t.setBy)))
    .where(and(eq(t.tenantId, ctx.tenant.id), eq(t.indicatorId, indicatorId)))
    .orderBy(desc(t.version))
  return rows.map(({ row, setByName }) => ({
    definition: RatingsDefinition.parse(row.definition),
    setAt: row.setAt,
    setBy: row.setBy !== null && setByName !== null ? { id: row.setBy, name: setByName } : null,
    reason: row.reason,
    public: row.public,
  }))
}

/** One version of a definition, with what stands around it. */
export async function findVersion(
  ctx: Context,
  indicatorId: string,
  version: number,
): Promise<DefinitionRow | undefined> {
  const t = indicatorDefinitions
  const [row] = await ctx.db
    .select()
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), eq(t.indicatorId, indicatorId), eq(t.version, version)))
  if (!row) return undefined
  const { definition, card, ...rest } = row
  return { ...rest, definition: RatingsDefinition.parse(definition), card: Promised.parse(card) }
}

/** Every version of a definition that figures may still refer to. */
export async function listVersions(ctx: Context): Promise<Map<string, RatingsDefinition>> {
  const rows = await ctx.db
    .select()
    .from(indicatorDefinitions)
    .where(and(eq(indicatorDefinitions.tenantId, ctx.tenant.id), overRatings))
  return new Map(rows.map((row) => [`${row.indicatorId}/${row.version}`, RatingsDefinition.parse(row.definition)]))
}

/** False when this version is there already: somebody was faster. */
export async function insertOnce(ctx: Context, rows: readonly Omit<DefinitionRow, 'setAt'>[], setBy: string | null) {
  if (rows.length === 0) return false
  const made = await ctx.db
    .insert(indicatorDefinitions)
    .values(
      rows.map((row) => ({
        ...row,
        tenantId: ctx.tenant.id,
        definitionId: row.definition.id,
        setBy,
        setAt: ctx.now(),
      })),
    )
    .onConflictDoNothing()
    .returning({ version: indicatorDefinitions.version })
  return made.length > 0
}
