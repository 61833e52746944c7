import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { LetterView } from '@minyi/shared/supervision/letters/contract.ts'
import { aliasedTable, and, desc, eq, inArray, isNotNull, isNull, lt, notInArray, or, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { notHidden } from '../queries.ts'
import { supervisionLetters as letters } from '../tables.ts'

export type LetterRecord = typeof letters.$inferSelect
export type LetterLine = {
  letter: LetterRecord
  unitName: string
  senderName: string | null
  senderUnitName: string | null
}

/** The letters that a supervisor reaches: the own ones, and those to units that the permission covers. */
export function seenLetters(ctx: Context, permission: Permission): SQL | undefined {
  return and(
    eq(letters.tenantId, ctx.tenant.id),
    notHidden(ctx, letters),
    or(
      ctx.actor.kind === 'staff' ? eq(letters.senderId, ctx.actor.id) : undefined,
      scopeOf(ctx.actor, permission, { area: letters.areaId, unit: letters.unitId }),
    ),
  )
}

/** The letters that were sent to the caller's units. */
export const receivedLetters = (ctx: Context): SQL | undefined =>
  and(
    eq(letters.tenantId, ctx.tenant.id),
    notHidden(ctx, letters),
    scopeOf(ctx.actor, 'supervision.answer', { unit: letters.unitId }),
  )

const ended = ['accepted', 'withdrawn']

/** Letters that are still to be answered, reported on or accepted. */
export const openLetters = (ctx: Context): SQL | undefined =>
  and(eq(letters.tenantId, ctx.tenant.id), notInArray(letters.state, ended))

function inView(ctx: Context, view: LetterView): SQL | undefined {
  if (view === 'all') return undefined
  if (view === 'ended') return inArray(letters.state, ended)
  if (view === 'to-accept') return eq(letters.state, 'reported')
  const open = openLetters(ctx)
  if (view === 'objections') return and(open, isNotNull(letters.objectedAt), isNull(letters.reviewedAt))
  if (view === 'open') return open
  const isOver = (due: typeof letters.correctDueAt | typeof letters.reviewDueAt, done: typeof letters.correctedAt) =>
    and(lt(due, ctx.now()), isNull(done))
  return and(
    open,
    or(
      isOver(letters.correctDueAt, letters.correctedAt),
      isOver(letters.reportDueAt, letters.reportedAt),
      isOver(letters.reviewDueAt, letters.reviewedAt),
    ),
  )
}

const senderUnits = aliasedTable(units, 'sender_units')

function selectLetters(ctx: Context) {
  return ctx.db
    .select({ letter: letters, unitName: units.name, senderName: staff.name, senderUnitName: senderUnits.name })
    .from(letters)
    .innerJoin(units, and(eq(units.tenantId, letters.tenantId), eq(units.id, letters.unitId)))
    .leftJoin(staff, and(eq(staff.tenantId, letters.tenantId), eq(staff.id, letters.senderId)))
    .leftJoin(senderUnits, and(eq(senderUnits.tenantId, letters.tenantId), eq(senderUnits.id, letters.senderUnitId)))
}

export type LetterFilter = {
  view: LetterView
  unitId?: string | undefined
  orderId?: string | undefined
  caseId?: string | undefined
}

/** Letters within a reach, the newest first. */
export async function listLetters(
  ctx: Context,
  reach: SQL | undefined,
  filter: LetterFilter,
  page: { after: readonly [at: string, id: string] | undefined; limit: number },
): Promise<LetterLine[]> {
  const after = page.after && sql`(${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
  return selectLetters(ctx)
    .where(
      and(
        reach,
        inView(ctx, filter.view),
        filter.unitId ? eq(letters.unitId, filter.unitId) : undefined,
        filter.orderId ? eq(letters.orderId, filter.orderId) : undefined,
        filter.caseId ? eq(letters.caseId, filter.caseId) : undefined,
        after && sql`(${letters.sentAt}, ${letters.id}) < ${after}`,
      ),
    )
    .orderBy(desc(letters.sentAt), desc(letters.id))
    .limit(page.limit)
}

export async function countLetters(ctx: Context, reach: SQL | undefined, views: readonly LetterView[]) {
  const counted = Object.fromEntries(
    views.map((view) => [view, sql<number>`count(*) filter (where ${inView(ctx, view) ?? sql`true`})::int`]),
  )
  const [row] = await ctx.db.select(counted).from(letters).where(reach)
  return row ?? {}
}

export async function findLetter(ctx: Context, reach: SQL | undefined, id: string): Promise<LetterLine | undefined> {
  const [line] = await selectLetters(ctx).where(and(reach, eq(letters.id, id)))
  return line
}

export async function lockLetter(ctx: Context, reach: SQL | undefined, id: string): Promise<LetterRecord | undefined> {
  const [row] = await ctx.db
    .select()
    .from(letters)
    .where(and(reach, eq(letters.id, id)))
    .for('update')
  return row
}

export async function insertLetter(
  ctx: Context,
  row: Omit<typeof letters.$inferInsert, 'tenantId'>,
): Promise<LetterRecord> {
  const [kept] = await ctx.db
    .insert(letters)
    .values({ ...row, tenantId: ctx.tenant.id })
    .returning()
  if (!kept) throw new Error('an insert answers with its row')
  return kept
}

export async function updateLetter(ctx: Context, id: string, patch: Partial<typeof letters.$inferInsert>) {
  await ctx.db
    .update(letters)
    .set(patch)
    .where(and(eq(letters.tenantId, ctx.tenant.id), eq(letters.id, id)))
}
