import { randomUUID } from 'node:crypto'
import { areaClosure, areaParents, areas, officers, units } from '@minyi/server/features/registry/tables.ts'
import type { Context } from '@minyi/server/platform/context.ts'

let made = 0
const since = '2020-01-01'

/** An area, below `parentId` where one is given, with its closure. */
export async function makeArea(ctx: Context, given: { name?: string; level?: string; parentId?: string } = {}) {
  const id = randomUUID()
  const tenantId = ctx.tenant.id
  await ctx.db.insert(areas).values({
    tenantId,
    id,
    externalId: `area-${++made}-${id}`,
    name: given.name ?? `第${made}镇`,
    level: given.level ?? 'township',
    validFrom: since,
  })
  const link = { tenantId, descendantId: id, validFrom: since }
  await ctx.db.insert(areaClosure).values({ ...link, ancestorId: id, depth: 0 })
  if (given.parentId) {
    const parentId = given.parentId
    await ctx.db.insert(areaParents).values({ tenantId, areaId: id, parentId, validFrom: since })
    const all = await ctx.db.select().from(areaClosure)
    const above = all.filter((row) => row.tenantId === tenantId && row.descendantId === parentId)
    for (const row of above) {
      await ctx.db.insert(areaClosure).values({ ...link, ancestorId: row.ancestorId, depth: row.depth + 1 })
    }
  }
  return { id, name: given.name ?? `第${made}镇` }
}

/** A unit with an area of its own unless one is given. */
export async function makeUnit(ctx: Context, given: { name?: string; areaId?: string; parentId?: string } = {}) {
  const id = randomUUID()
  const areaId = given.areaId ?? (await makeArea(ctx)).id
  const name = given.name ?? `第${++made}局`
  await ctx.db.insert(units).values({
    tenantId: ctx.tenant.id,
    id,
    externalId: `unit-${id}`,
    name,
    shortName: name,
    areaId,
    parentId: given.parentId ?? null,
    fields: ['城市管理'],
  })
  return { id, name, areaId }
}

export async function makeOfficer(ctx: Context, given: { unitId: string; name?: string }) {
  const id = randomUUID()
  const certificateNumber = String(10_000_000_000 + ++made)
  const name = given.name ?? '顾某'
  await ctx.db.insert(officers).values({
    tenantId: ctx.tenant.id,
    id,
    externalId: `officer-${id}`,
    unitId: given.unitId,
    name,
    certificateNumber,
  })
  return { id, name, certificateNumber, unitId: given.unitId }
}
