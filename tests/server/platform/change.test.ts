import { randomUUID } from 'node:crypto'
import { audit } from '@minyi/server/platform/audit.ts'
import { change } from '@minyi/server/platform/change.ts'
import type { Context } from '@minyi/server/platform/context.ts'
import { Problem } from '@minyi/server/platform/problem.ts'
import { auditRows, parameters, replays } from '@minyi/server/platform/tables.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let ctx: Context
beforeAll(async () => {
  server = await startServer()
})
beforeEach(() => {
  ctx = { ...server.as(server.east, `test.${randomUUID()}`), inputHash: 'asked' }
})
afterAll(() => server.close())

const counts = async () => {
  const { db } = server.platform.database
  return [await db.$count(parameters), await db.$count(auditRows), await db.$count(replays)]
}

/** A use case that keeps a row and says who did it, unless it forgets. */
async function keepRow(ctx: Context, { forgets = false, name = randomUUID() } = {}) {
  await ctx.db.insert(parameters).values({ tenantId: ctx.tenant.id, name, version: 1, value: 1, source: 'test' })
  if (!forgets) await audit(ctx, { action: 'keep', subjectKind: 'parameter', subjectId: name })
  return { name }
}

describe('a change', () => {
  it('is made once, also for calls at the same instant, and answers the same each time', async () => {
    const id = randomUUID()
    const before = await counts()
    const made = await Promise.all([1, 2, 3].map(() => change(ctx, id, keepRow)))
    made.push(await change(ctx, id, keepRow))
    expect(new Set(made.map(({ name }) => name)).size).toBe(1)
    expect(await counts()).toEqual(before.map((count) => count + 1))
  })

  it('that wrote no audit row does not commit', async () => {
    const before = await counts()
    const forgetful = change(ctx, randomUUID(), (ctx) => keepRow(ctx, { forgets: true }))
    await expect(forgetful).rejects.toThrow(`${ctx.operation} changed something without an audit row`)
    expect(await counts()).toEqual(before)
  })

  it('that fails leaves nothing behind, and its id free for the next try', async () => {
    const id = randomUUID()
    const before = await counts()
    const failing = change(ctx, id, async (ctx) => {
      await keepRow(ctx)
      throw new Problem('step-not-allowed')
    })
    await expect(failing).rejects.toMatchObject({ code: 'step-not-allowed' })
    expect(await counts()).toEqual(before)
    expect(await change(ctx, id, keepRow)).toHaveProperty('name')
  })

  it('is refused under an id that stands for another content, operation or caller', async () => {
    const id = randomUUID()
    await change(ctx, id, keepRow)
    const others: Context[] = [
      { ...ctx, inputHash: 'asked otherwise' },
      { ...ctx, operation: 'test.other' },
      { ...ctx, actor: { kind: 'resident', id: randomUUID() } },
    ]
    for (const other of others) await expect(change(other, id, keepRow)).rejects.toMatchObject({ code: 'id-reused' })
  })

  it('is refused, and no failure, where its answer is forgotten and what it made is there', async () => {
    const id = randomUUID()
    const make = () => change(ctx, id, (ctx) => keepRow(ctx, { name: id }))
    await make()
    await server.platform.database.sql`delete from replays where id = ${id}`
    const before = await counts()
    await expect(make()).rejects.toMatchObject({ code: 'id-reused' })
    expect(await counts()).toEqual(before)
  })

  it('of another tenant is its own, under the same id', async () => {
    const id = randomUUID()
    const west = { ...ctx, tenant: server.west }
    expect(await change(ctx, id, keepRow)).not.toEqual(await change(west, id, keepRow))
  })

  it('keeps its answer sealed', async () => {
    const id = randomUUID()
    const { name } = await change(ctx, id, keepRow)
    const rows = await server.platform.database.sql`select t::text as line from replays t where id = ${id}`
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(name)
  })
})
