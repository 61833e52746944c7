import { and, desc, eq, gt, isNull, lte, ne, type SQL, sql } from 'drizzle-orm'
import { type Context, staffOf } from '../../../platform/context.ts'
import { newRowId } from '../../../platform/ids.ts'
import { grants, roles, staff } from '../../identity/tables.ts'
import { areaClosure, units } from '../../registry/tables.ts'
import { type CaseRecord, within } from '../queries.ts'
import { cases } from '../tables.ts'
import { caseMentions, casePresence } from './tables.ts'

export type ColleagueRow = { id: string; name: string; unitName: string | null }

/** Staff whose grants reach an item, the caller apart; who is barred from it is left out by the use case. */
export async function listReaching(ctx: Context, item: CaseRecord, q: string, limit: number): Promise<ColleagueRow[]> {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return ctx.db.execute<ColleagueRow>(sql`
    select distinct s.id, s.name, u.short_name as "unitName"
    from ${staff} s
    join ${grants} g on g.tenant_id = s.tenant_id and g.staff_id = s.id
    join ${roles} r on r.tenant_id = g.tenant_id and r.id = g.role_id and 'cases.read' = any(r.permissions)
    left join ${units} u on u.tenant_id = s.tenant_id and u.id = s.unit_id
    where s.tenant_id = ${ctx.tenant.id} and s.active and s.id <> ${ctx.actor.id}::uuid and s.name like ${like}
      and (g.unit_id is null or g.unit_id = ${item.unitId}::uuid)
      and (g.area_id is null or exists (
        select 1 from ${areaClosure} c where c.tenant_id = g.tenant_id and c.ancestor_id = g.area_id
          and c.descendant_id = ${item.areaId}::uuid and c.valid_to is null))
    order by s.name, s.id limit ${limit}`)
}

export async function insertMentions(ctx: Context, caseId: string, staffIds: readonly string[], words: string) {
  const at = ctx.now()
  await ctx.db.insert(caseMentions).values(
    staffIds.map((staffId) => ({
      tenantId: ctx.tenant.id,
      id: newRowId(at.getTime()),
      caseId,
      staffId,
      byStaffId: staffOf(ctx).id,
      words,
      at,
    })),
  )
}

/** Notes that name the caller, on items that the caller still reaches. */
function mentionsOfCaller(ctx: Context): SQL | undefined {
  return and(
    eq(caseMentions.tenantId, ctx.tenant.id),
    eq(caseMentions.staffId, staffOf(ctx).id),
    within(ctx, 'cases.read'),
  )
}

const ofItem = and(eq(cases.tenantId, caseMentions.tenantId), eq(cases.id, caseMentions.caseId))

export async function listMentionRows(
  ctx: Context,
  page: { after: readonly [string, string] | undefined; limit: number },
) {
  const after = page.after
    ? sql`(${caseMentions.at}, ${caseMentions.id}) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  return ctx.db
    .select({ mention: caseMentions, number: cases.number, title: cases.title, byName: staff.name })
    .from(caseMentions)
    .innerJoin(cases, ofItem)
    .leftJoin(staff, and(eq(staff.tenantId, caseMentions.tenantId), eq(staff.id, caseMentions.byStaffId)))
    .where(and(mentionsOfCaller(ctx), after))
    .orderBy(desc(caseMentions.at), desc(caseMentions.id))
    .limit(page.limit)
}
export type MentionRow = Awaited<ReturnType<typeof listMentionRows>>[number]

export async function countUnread(ctx: Context): Promise<number> {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(caseMentions)
    .innerJoin(cases, ofItem)
    .where(and(mentionsOfCaller(ctx), isNull(caseMentions.readAt)))
  return row?.n ?? 0
}

/** False where it is not the caller's; a second reading changes nothing. */
export async function markRead(ctx: Context, id: string): Promise<boolean> {
  const read = await ctx.db
    .update(caseMentions)
    .set({ readAt: sql`coalesce(${caseMentions.readAt}, ${ctx.now().toISOString()}::timestamptz)` })
    .where(
      and(eq(caseMentions.tenantId, ctx.tenant.id), eq(caseMentions.id, id), eq(caseMentions.staffId, staffOf(ctx).id)),
    )
    .returning({ id: caseMentions.id })
  return read.length > 0
}

/** The caller is at the item until then, whatever the caller said before; whose time is over goes. */
export async function putPresence(ctx: Context, caseId: string, act: string | null, until: Date): Promise<void> {
  const now = ctx.now()
  await ctx.db.delete(casePresence).where(and(eq(casePresence.tenantId, ctx.tenant.id), lte(casePresence.until, now)))
  await ctx.db
    .insert(casePresence)
    .values({ tenantId: ctx.tenant.id, caseId, staffId: staffOf(ctx).id, act, since: now, until })
    .onConflictDoUpdate({
      target: [casePresence.tenantId, casePresence.caseId, casePresence.staffId],
      set: { act, until },
    })
}

export async function deletePresence(ctx: Context, caseId: string): Promise<void> {
  await ctx.db
    .delete(casePresence)
    .where(
      and(
        eq(casePresence.tenantId, ctx.tenant.id),
        eq(casePresence.caseId, caseId),
        eq(casePresence.staffId, staffOf(ctx).id),
      ),
    )
}

/** Who else is at the item now. */
export async function listPresent(ctx: Context, caseId: string) {
  return ctx.db
    .select({ presence: casePresence, name: staff.name, unitName: units.shortName })
    .from(casePresence)
    .innerJoin(staff, and(eq(staff.tenantId, casePresence.tenantId), eq(staff.id, casePresence.staffId)))
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .where(
      and(
        eq(casePresence.tenantId, ctx.tenant.id),
        eq(casePresence.caseId, caseId),
        ne(casePresence.staffId, staffOf(ctx).id),
        gt(casePresence.until, ctx.now()),
      ),
    )
    .orderBy(casePresence.since)
    .limit(10)
}
