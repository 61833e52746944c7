import { aliasedTable, and, desc, eq, gte, isNull, lt, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { sealed } from '../../../platform/tables.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { barredUnits } from '../conflicts/queries.ts'
import { within } from '../queries.ts'
import { cases } from '../tables.ts'
import { interventions } from './tables.ts'

export type InterventionLine = {
  row: typeof interventions.$inferSelect
  number: string
  title: string
  recordedByName: string | null
  recordedUnitName: string | null
  hasName: boolean
}
export type Span = { from?: Date | undefined; before?: Date | undefined }

const corrections = aliasedTable(interventions, 'corrections')

export async function insertIntervention(
  ctx: Context,
  row: Omit<typeof interventions.$inferInsert, 'tenantId' | 'recordedAt'>,
): Promise<void> {
  await ctx.db.insert(interventions).values({ ...row, tenantId: ctx.tenant.id, recordedAt: ctx.now() })
}

/** What was recorded on an item, whoever may read it: for a correction of it. */
export async function findOfCase(ctx: Context, caseId: string, id: string) {
  const [row] = await ctx.db
    .select()
    .from(interventions)
    .where(and(eq(interventions.tenantId, ctx.tenant.id), eq(interventions.caseId, caseId), eq(interventions.id, id)))
    .for('update')
  return row
}

/** A page of what was recorded, the latest first, as far as the supervisor's reach goes. */
export async function listRecorded(
  ctx: Context,
  asked: Span & { after: readonly [at: string, id: string] | undefined; limit: number; caseId?: string | undefined },
): Promise<InterventionLine[]> {
  const after = asked.after
    ? sql`(${interventions.happenedAt}, ${interventions.id}) < (${asked.after[0]}::timestamptz, ${asked.after[1]}::uuid)`
    : undefined
  return select(ctx)
    .where(and(readable(ctx), during(asked), asked.caseId ? eq(interventions.caseId, asked.caseId) : undefined, after))
    .orderBy(desc(interventions.happenedAt), desc(interventions.id))
    .limit(asked.limit)
}

/** What stands for a span: a record that was corrected gives way to its correction. */
export async function listStanding(ctx: Context, span: Span): Promise<InterventionLine[]> {
  const corrected = ctx.db
    .select({ one: sql`1` })
    .from(corrections)
    .where(and(eq(corrections.tenantId, interventions.tenantId), eq(corrections.corrects, interventions.id)))
  return select(ctx)
    .where(and(readable(ctx), during(span), notExists(corrected)))
    .orderBy(interventions.happenedAt, interventions.id)
}

export async function findIntervention(ctx: Context, id: string): Promise<InterventionLine | undefined> {
  const [line] = await select(ctx).where(and(readable(ctx), eq(interventions.id, id)))
  return line
}

/** Within the supervisor's reach, and never for the office that the inquiry came from, nor one above or below it. */
function readable(ctx: Context): SQL | undefined {
  const own = ctx.actor.kind === 'staff' ? barredUnits(ctx, ctx.actor) : undefined
  const notFromOwn = own && or(isNull(interventions.officeUnitId), sql`${interventions.officeUnitId} not in (${own})`)
  return and(eq(interventions.tenantId, ctx.tenant.id), within(ctx, 'cases.supervise'), notFromOwn)
}

function during({ from, before }: Span): SQL | undefined {
  return and(
    from ? gte(interventions.happenedAt, from) : undefined,
    before ? lt(interventions.happenedAt, before) : undefined,
  )
}

function select(ctx: Context) {
  return ctx.db
    .select({
      row: interventions,
      number: cases.number,
      title: cases.title,
      recordedByName: staff.name,
      recordedUnitName: units.name,
      hasName: sql<boolean>`exists (select 1 from ${sealed} n where n.tenant_id = ${interventions.tenantId}
        and n.subject_kind = 'intervention' and n.subject_id = ${interventions.id} and n.field = 'name')`,
    })
    .from(interventions)
    .innerJoin(cases, and(eq(cases.tenantId, interventions.tenantId), eq(cases.id, interventions.caseId)))
    .leftJoin(staff, and(eq(staff.tenantId, interventions.tenantId), eq(staff.id, interventions.recordedBy)))
    .leftJoin(units, and(eq(units.tenantId, interventions.tenantId), eq(units.id, interventions.recordedUnitId)))
}
