import { aliasedTable, and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { within } from '../queries.ts'
import { cases } from '../tables.ts'
import { rewards } from './tables.ts'

export type RewardRow = typeof rewards.$inferSelect
export type RewardLine = {
  reward: RewardRow
  number: string
  title: string
  kind: string
  decidedByName: string | null
  approvedByName: string | null
  paidByName: string | null
}

const approvers = aliasedTable(staff, 'approvers')
const payers = aliasedTable(staff, 'payers')

/** Claims the reward of an item, once for ever; false where it was claimed before. */
export async function insertRewardOnce(ctx: Context, id: string, caseId: string): Promise<boolean> {
  const rows = await ctx.db
    .insert(rewards)
    .values({ tenantId: ctx.tenant.id, id, caseId, state: 'claimed', version: 1, claimedAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ id: rewards.id })
  return rows.length > 0
}

export async function findRewardOf(ctx: Context, caseId: string): Promise<RewardRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(rewards)
    .where(and(eq(rewards.tenantId, ctx.tenant.id), eq(rewards.caseId, caseId)))
  return row
}

/** The reward that a code pays, within the supervisor's reach, locked. */
export async function lockRewardByCode(ctx: Context, codeHash: Buffer): Promise<RewardRow | undefined> {
  return lockOne(ctx, eq(rewards.codeHash, codeHash))
}

export const lockReward = (ctx: Context, id: string): Promise<RewardRow | undefined> => lockOne(ctx, eq(rewards.id, id))

export async function updateReward(
  ctx: Context,
  id: string,
  patch: Partial<Omit<typeof rewards.$inferInsert, 'tenantId' | 'id' | 'caseId'>>,
): Promise<void> {
  await ctx.db
    .update(rewards)
    .set({ ...patch, version: sql`${rewards.version} + 1` })
    .where(and(eq(rewards.tenantId, ctx.tenant.id), eq(rewards.id, id)))
}

export async function listLines(
  ctx: Context,
  asked: { after: readonly [at: string, id: string] | undefined; limit: number; state?: string | undefined },
): Promise<RewardLine[]> {
  const after = asked.after
    ? sql`(${rewards.claimedAt}, ${rewards.id}) < (${asked.after[0]}::timestamptz, ${asked.after[1]}::uuid)`
    : undefined
  return select(ctx)
    .where(and(readable(ctx), asked.state ? eq(rewards.state, asked.state) : undefined, after))
    .orderBy(desc(rewards.claimedAt), desc(rewards.id))
    .limit(asked.limit)
}

export async function getLine(ctx: Context, id: string): Promise<RewardLine> {
  const [line] = await select(ctx).where(and(readable(ctx), eq(rewards.id, id)))
  if (!line) throw new Error('the reward was locked a moment ago')
  return line
}

async function lockOne(ctx: Context, which: SQL): Promise<RewardRow | undefined> {
  const [row] = await ctx.db
    .select({ reward: rewards })
    .from(rewards)
    .innerJoin(cases, and(eq(cases.tenantId, rewards.tenantId), eq(cases.id, rewards.caseId)))
    .where(and(readable(ctx), which))
    .for('update', { of: rewards })
  return row?.reward
}

const readable = (ctx: Context) => and(eq(rewards.tenantId, ctx.tenant.id), within(ctx, 'cases.supervise'))

function select(ctx: Context) {
  return ctx.db
    .select({
      reward: rewards,
      number: cases.number,
      title: cases.title,
      kind: cases.kind,
      decidedByName: staff.name,
      approvedByName: approvers.name,
      paidByName: payers.name,
    })
    .from(rewards)
    .innerJoin(cases, and(eq(cases.tenantId, rewards.tenantId), eq(cases.id, rewards.caseId)))
    .leftJoin(staff, and(eq(staff.tenantId, rewards.tenantId), eq(staff.id, rewards.decidedBy)))
    .leftJoin(approvers, and(eq(approvers.tenantId, rewards.tenantId), eq(approvers.id, rewards.approvedBy)))
    .leftJoin(payers, and(eq(payers.tenantId, rewards.tenantId), eq(payers.id, rewards.paidBy)))
}
