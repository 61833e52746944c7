import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { units } from '../../registry/tables.ts'
import { caseStatements } from './tables.ts'

export type StatementLine = { statement: typeof caseStatements.$inferSelect; unitName: string | null }

export async function insertStatement(
  ctx: Context,
  row: Omit<typeof caseStatements.$inferInsert, 'tenantId' | 'at'>,
): Promise<void> {
  await ctx.db.insert(caseStatements).values({ ...row, tenantId: ctx.tenant.id, at: ctx.now() })
}

/** All statements on an item, or those of one side: a unit's own, and an officer's own. */
export async function listStatements(
  ctx: Context,
  caseId: string,
  of?: { unitId: string | null; officerId: string | null },
): Promise<StatementLine[]> {
  return ctx.db
    .select({ statement: caseStatements, unitName: units.name })
    .from(caseStatements)
    .leftJoin(units, and(eq(units.tenantId, caseStatements.tenantId), eq(units.id, caseStatements.unitId)))
    .where(and(eq(caseStatements.tenantId, ctx.tenant.id), eq(caseStatements.caseId, caseId), of && side(of)))
    .orderBy(asc(caseStatements.at), asc(caseStatements.id))
}

function side({ unitId, officerId }: { unitId: string | null; officerId: string | null }): SQL | undefined {
  return or(
    unitId ? eq(caseStatements.unitId, unitId) : sql`false`,
    officerId ? eq(caseStatements.officerId, officerId) : sql`false`,
  )
}
