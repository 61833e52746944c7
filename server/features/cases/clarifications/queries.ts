import { aliasedTable, and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { officers, units } from '../../registry/tables.ts'
import { within } from '../queries.ts'
import { cases } from '../tables.ts'
import { clarifications } from './tables.ts'

const issuers = aliasedTable(units, 'issuers')

export type Row = typeof clarifications.$inferSelect
/** A paper with the names on it, and what only the supervision reads: the item's number and who signed. */
export type PaperLine = {
  paper: Row
  unitName: string | null
  officerName: string | null
  issuerName: string | null
  issuedByName: string | null
  caseNumber: string | null
}
export type Page = { after: readonly [at: string, id: string] | undefined; limit: number }

export async function insertClarification(
  ctx: Context,
  row: Omit<typeof clarifications.$inferInsert, 'tenantId' | 'issuedAt'>,
): Promise<void> {
  await ctx.db.insert(clarifications).values({ ...row, tenantId: ctx.tenant.id, issuedAt: ctx.now() })
}

/** Takes a clarification back; false where it was already. */
export async function withdrawOnce(ctx: Context, id: string, words: string): Promise<boolean> {
  const rows = await ctx.db
    .update(clarifications)
    .set({ withdrawnBy: ctx.actor.id, withdrawnAt: ctx.now(), withdrawWords: words })
    .where(
      and(eq(clarifications.tenantId, ctx.tenant.id), eq(clarifications.id, id), isNull(clarifications.withdrawnAt)),
    )
    .returning({ id: clarifications.id })
  return rows.length > 0
}

/** One whose item lies within the supervisor's reach. */
export async function findClarification(ctx: Context, id: string): Promise<PaperLine | undefined> {
  const [line] = await select(ctx).where(and(supervised(ctx), eq(clarifications.id, id)))
  return line
}

/** Those whose items lie within the supervisor's reach. */
export const listSupervised = (ctx: Context, page: Page & { caseId?: string | undefined }): Promise<PaperLine[]> =>
  list(ctx, page, and(supervised(ctx), page.caseId ? eq(clarifications.caseId, page.caseId) : undefined))

/** Those that clear the caller's own unit, or the caller. */
export function listOwn(ctx: Context, page: Page): Promise<PaperLine[]> {
  if (ctx.actor.kind !== 'staff') return Promise.resolve([])
  const { unitId, officerId } = ctx.actor
  const ofUnit = unitId ? and(eq(clarifications.unitId, unitId), isNull(clarifications.officerId)) : sql`false`
  const ofOfficer = officerId ? eq(clarifications.officerId, officerId) : sql`false`
  return list(ctx, page, or(ofUnit, ofOfficer))
}

/** Those that everybody may read and that still stand. */
export const listOpen = (ctx: Context, page: Page): Promise<PaperLine[]> =>
  list(ctx, page, and(eq(clarifications.public, true), isNull(clarifications.withdrawnAt)))

async function list(ctx: Context, page: Page, which: SQL | undefined): Promise<PaperLine[]> {
  const after = page.after
    ? sql`(${clarifications.issuedAt}, ${clarifications.id}) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  return select(ctx)
    .where(and(eq(clarifications.tenantId, ctx.tenant.id), which, after))
    .orderBy(desc(clarifications.issuedAt), desc(clarifications.id))
    .limit(page.limit)
}

const supervised = (ctx: Context) => and(eq(clarifications.tenantId, ctx.tenant.id), within(ctx, 'cases.supervise'))

function select(ctx: Context) {
  return ctx.db
    .select({
      paper: clarifications,
      unitName: units.name,
      officerName: officers.name,
      issuerName: issuers.name,
      issuedByName: staff.name,
      caseNumber: cases.number,
    })
    .from(clarifications)
    .innerJoin(cases, and(eq(cases.tenantId, clarifications.tenantId), eq(cases.id, clarifications.caseId)))
    .leftJoin(units, and(eq(units.tenantId, clarifications.tenantId), eq(units.id, clarifications.unitId)))
    .leftJoin(officers, and(eq(officers.tenantId, clarifications.tenantId), eq(officers.id, clarifications.officerId)))
    .leftJoin(issuers, and(eq(issuers.tenantId, clarifications.tenantId), eq(issuers.id, clarifications.issuedUnitId)))
    .leftJoin(staff, and(eq(staff.tenantId, clarifications.tenantId), eq(staff.id, clarifications.issuedBy)))
}
