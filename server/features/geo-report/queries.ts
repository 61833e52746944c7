import { and, desc, eq, gte, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { caseEvents, cases } from '../cases/tables.ts'
import { areas, units } from '../registry/tables.ts'

const columns = {
  id: cases.id,
  identity: cases.identity,
  kind: cases.kind,
  conduct: cases.conduct,
  topicId: cases.topicId,
  state: cases.state,
  receivedAt: cases.receivedAt,
  endedAt: cases.endedAt,
  dueAt: cases.dueAt,
  areaName: areas.name,
  unitName: units.name,
  /** The last thing that its resident is told of too. */
  updatedAt: sql<string | null>`(select max(e.at) from ${caseEvents} e where e.tenant_id = ${cases.tenantId}
    and e.case_id = ${cases.id} and not e.internal)`,
}

export type RequestLine = Awaited<ReturnType<typeof select>>[number]

function select(ctx: Context, where: SQL | undefined, limit: number) {
  return ctx.db
    .select(columns)
    .from(cases)
    .leftJoin(areas, and(eq(areas.tenantId, cases.tenantId), eq(areas.id, cases.areaId)))
    .leftJoin(units, and(eq(units.tenantId, cases.tenantId), eq(units.id, cases.unitId)))
    .where(and(eq(cases.tenantId, ctx.tenant.id), where))
    .orderBy(desc(cases.receivedAt), desc(cases.id))
    .limit(limit)
}

/** Items by their ids, whoever may know of them: the use case tells what of each. */
export const findRequests = (ctx: Context, ids: readonly string[]) =>
  ids.length === 0 ? Promise.resolve([]) : select(ctx, inArray(cases.id, [...ids]), ids.length)

export type Wanted = {
  from: Date
  to: Date
  services: readonly { kind: string; conduct: string | null; topicId: string | null }[] | null
  open: boolean | null
  limit: number
}

/** Items that their residents made public, newest first. */
export function listPublicRequests(ctx: Context, { from, to, services, open, limit }: Wanted): Promise<RequestLine[]> {
  const of = services?.map(({ kind, conduct, topicId }) =>
    and(
      eq(cases.kind, kind),
      conduct === null ? undefined : eq(cases.conduct, conduct),
      topicId === null ? (conduct === null ? isNull(cases.topicId) : undefined) : eq(cases.topicId, topicId),
    ),
  )
  const stands = open === null ? undefined : open ? isNull(cases.endedAt) : isNotNull(cases.endedAt)
  const asked = of === undefined ? undefined : (or(...of) ?? sql`false`)
  const during = and(gte(cases.receivedAt, from), lte(cases.receivedAt, to))
  return select(ctx, and(eq(cases.identity, 'public'), during, stands, asked), limit)
}

/** A village or township that an item may be filed for. */
export async function findAddress(ctx: Context, id: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: areas.id })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), eq(areas.id, id)))
  return row !== undefined
}
