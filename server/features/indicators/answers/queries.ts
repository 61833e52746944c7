import { and, desc, eq, getTableColumns, lt, or } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { answerSets } from './tables.ts'

export type AnswerRow = Omit<typeof answerSets.$inferSelect, 'answers'>

const { answers: _, ...columns } = getTableColumns(answerSets)

export async function insertAnswers(
  ctx: Context,
  row: Omit<typeof answerSets.$inferInsert, 'tenantId' | 'keptAt'>,
): Promise<void> {
  await ctx.db.insert(answerSets).values({ ...row, tenantId: ctx.tenant.id, keptAt: ctx.now() })
}

export type Kept = { row: AnswerRow; by: string | null }

export async function findAnswers(ctx: Context, id: string): Promise<Kept | undefined> {
  const [found] = await select(ctx).where(and(eq(answerSets.tenantId, ctx.tenant.id), eq(answerSets.id, id)))
  return found
}

/** Newest first; one more than `limit`. */
export function listAnswers(
  ctx: Context,
  limit: number,
  after: readonly [string, string] | undefined,
): Promise<Kept[]> {
  const t = answerSets
  const at = after && new Date(after[0])
  const beyond = at && after && or(lt(t.keptAt, at), and(eq(t.keptAt, at), lt(t.id, after[1])))
  return select(ctx)
    .where(and(eq(t.tenantId, ctx.tenant.id), beyond))
    .orderBy(desc(t.keptAt), desc(t.id))
    .limit(limit + 1)
}

/** The answers themselves, compressed as they were kept. */
export async function findText(ctx: Context, id: string): Promise<Buffer | undefined> {
  const [found] = await ctx.db
    .select({ answers: answerSets.answers })
    .from(answerSets)
    .where(and(eq(answerSets.tenantId, ctx.tenant.id), eq(answerSets.id, id)))
  return found?.answers
}

const select = (ctx: Context) =>
  ctx.db
    .select({ row: columns, by: staff.name })
    .from(answerSets)
    .leftJoin(staff, and(eq(staff.tenantId, answerSets.tenantId), eq(staff.id, answerSets.keptBy)))
