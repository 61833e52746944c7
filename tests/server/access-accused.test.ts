import { randomUUID } from 'node:crypto'
import { routes } from '@minyi/server/app.ts'
import { listBarredStaff } from '@minyi/server/features/cases/conflicts/queries.ts'
import { units } from '@minyi/server/features/registry/tables.ts'
import { declareConflict } from '@minyi/shared/cases/conflicts/contract.ts'
import { type IdentityLevel, identityLevels } from '@minyi/shared/cases/contract.ts'
import { acceptCase, assignCase, noteCase, replyCase } from '@minyi/shared/cases/office/contract.ts'
import { setPath } from '@minyi/shared/cases/paths/contract.ts'
import { askReview } from '@minyi/shared/cases/petitions/contract.ts'
import { submitCase } from '@minyi/shared/cases/resident/contract.ts'
import { countCases, countQueues, listCases } from '@minyi/shared/cases/search/contract.ts'
import { permissions } from '@minyi/shared/platform/identity.ts'
import type { Operation } from '@minyi/shared/platform/operation.ts'
import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must, uploadPhoto } from '../support/factories/cases.ts'
import { makeOfficer, makeUnit } from '../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../support/server.ts'
import { calls } from '../support/walk/calls.ts'
import { makeWorld, type World } from '../support/walk/world.ts'

/**
 * Who stands on the side of the accused, each with every permission of the house and no limit of area or unit: staff and leader of the
 * accused unit, its officer at another desk, the units above and below it, whoever acts for it, and whoever recused themselves.
 */
const sides = ['staff', 'leader', 'officer', 'above', 'below', 'acting', 'recused'] as const
type Side = (typeof sides)[number]

type Item = {
  id: string
  number: string
  reviewId: string
  marks: { told: string[]; sealed: string[]; inner: string[] }
}

let server: TestServer
let east: World
const people = new Map<Side, Session>()
const items = new Map<IdentityLevel, Item>()
const id = () => randomUUID()

beforeAll(async () => {
  server = await startServer()
  east = await makeWorld(server, server.east)
  await makeSides()
  for (const level of identityLevels) items.set(level, await makeItem(level))
  for (const level of identityLevels) await recuse(itemAt(level))
  for (const level of identityLevels) await review(itemAt(level), level)
}, 120_000)
afterAll(() => server.close())

async function makeSides() {
  const [above, accused, below] = [
    await makeUnit(east.ctx, { areaId: east.town.id }),
    await makeUnit(east.ctx, { areaId: east.town.id }),
    await makeUnit(east.ctx, { areaId: east.town.id }),
  ]
  for (const [child, parent] of [
    [accused, above],
    [below, accused],
  ] as const) {
    await east.ctx.db
      .update(units)
      .set({ parentId: parent.id })
      .where(and(eq(units.tenantId, east.tenant.id), eq(units.id, child.id)))
  }
  const officer = await makeOfficer(east.ctx, { unitId: accused.id })
  accusedUnitId = accused.id
  accusedOfficerId = officer.id
  const all = (memberOf: string, more: { officerId?: string } = {}) =>
    server.staff(east.tenant, { permissions: [...permissions], memberOf, ...more })
  people.set('staff', await all(accused.id))
  people.set('leader', await all(accused.id))
  people.set('officer', await all(east.bureau.id, { officerId: officer.id }))
  people.set('above', await all(above.id))
  people.set('below', await all(below.id))
  people.set(
    'acting',
    await server.staff(east.tenant, {
      permissions: [...permissions],
      memberOf: east.bureau.id,
      unitId: accused.id,
    }),
  )
  people.set('recused', await all(east.bureau.id))
}

let accusedUnitId = ''
let accusedOfficerId = ''

function personOf(side: Side): Session {
  const found = people.get(side)
  if (!found) throw new Error(`nobody stands as ${side}`)
  return found
}

function itemAt(level: IdentityLevel): Item {
  const found = items.get(level)
  if (!found) throw new Error(`no item at ${level}`)
  return found
}

/** An item in the hands of unit A with a text of its own in every place where one can stand. */
async function makeItem(level: IdentityLevel): Promise<Item> {
  const mark = (what: string) => `mark-${level}-${what}`
  const image = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#9ab' } })
    .jpeg()
    .toBuffer()
  const draft = {
    id: id(),
    kind: 'complaint' as const,
    identity: level,
    title: mark('title'),
    text: `${mark('text')} 由${mark('name')}反映`,
    place: mark('place'),
    conduct: 'uncivil' as const,
    accusedUnitId,
    accusedOfficerId,
    areaId: east.village.id,
    contact: { name: mark('name'), phone: `1391234567${identityLevels.indexOf(level)}` },
    photos: [await uploadPhoto(server, image, east.tenant)],
  }
  const { dispatcher, unitStaffA, residentOne } = east.people
  const { number } = await must(server.call(submitCase, draft, residentOne, east.tenant))
  const step = { caseId: draft.id }
  await must(server.call(acceptCase, { id: id(), ...step, version: 1 }, dispatcher))
  const path = { legalPath: 'petition' as const, words: '属于信访事项。' }
  await must(server.call(setPath, { id: id(), ...step, version: 2, ...path }, dispatcher))
  await must(server.call(assignCase, { id: id(), ...step, version: 3, unitId: east.unitA.id }, dispatcher))
  await must(server.call(noteCase, { id: id(), ...step, words: mark('note') }, dispatcher))
  const reply = { outcome: 'done' as const, words: `${mark('reply')}，已经处理。` }
  await must(server.call(replyCase, { id: id(), ...step, version: 4, ...reply }, unitStaffA))
  return {
    id: draft.id,
    number,
    reviewId: id(),
    marks: {
      told: [draft.id, number, mark('title'), mark('text')],
      sealed: [mark('name'), draft.contact.phone],
      inner: [mark('note'), mark('reply'), mark('reasons'), draft.photos[0]?.id ?? '', mark('place')],
    },
  }
}

async function recuse(item: Item) {
  const about = { id: id(), caseId: item.id, ground: 'kin' as const, words: '与当事人有亲属关系' }
  await must(server.call(declareConflict, about, personOf('recused')))
}

/** The resident asks for a review; whoever recused themselves before hears nothing of it. */
async function review(item: Item, level: IdentityLevel) {
  const asked = { id: item.reviewId, caseId: item.id, level: 'review' as const }
  const reasons = `mark-${level}-reasons，不服这份答复。`
  await must(server.call(askReview, { ...asked, reasons }, east.people.residentOne, east.tenant))
}

/** Where those who are accused themselves are told of it, and of how much; everywhere else they are told nothing. */
const ownView: Record<string, (keyof Item['marks'])[]> = {
  'cases.list-against': ['told'],
  'cases.get-against': ['told', 'inner'],
  'statements.make': [],
  'cases.open-identity': ['sealed'],
}
const ownViewers: Side[] = ['staff', 'leader', 'officer']

function mayMeet(side: Side, level: IdentityLevel, operation: string): string[] {
  const { marks } = itemAt(level)
  if (!ownViewers.includes(side) || level === 'sealed') return []
  const kinds = ownView[operation] ?? []
  if (level === 'public') return [...kinds.flatMap((kind) => marks[kind]), ...(kinds.length > 0 ? marks.sealed : [])]
  return kinds.includes('told') ? marks.told : []
}

const operations = routes.map((route) => route.operation).filter(({ name }) => name !== 'identity.signOut')

describe.each(identityLevels)('an item at %s and the side of the accused', (level) => {
  it.each(operations.map((operation) => [operation.name, operation] as const))('%s', async (name, operation) => {
    const item = itemAt(level)
    const how = calls[name]
    if (!how) return
    const caseOne = { ...east.caseOne, id: item.id, number: item.number }
    const world: World = { ...east, caseOne, reviewId: item.reviewId }
    const leaks: string[] = []
    for (const side of sides) {
      server.clock.now = new Date(server.clock.now.getTime() + 15 * 60_000)
      const answer = await server.call(operation, await how.input(world), personOf(side), east.tenant)
      const bytes = answer.text + JSON.stringify(answer.headers)
      const allowed = mayMeet(side, level, name)
      const all = Object.values(item.marks).flat()
      leaks.push(
        ...all.filter((mark) => bytes.includes(mark) && !allowed.includes(mark)).map((mark) => `${side}: ${mark}`),
      )
    }
    expect(leaks).toEqual([])
  })

  it('is not found by its number, its words or any filter, and moves no count', async () => {
    const item = itemAt(level)
    const outsider = await server.staff(east.tenant, { permissions: [...permissions], memberOf: east.bureau.id })
    for (const q of [item.number, ...item.marks.told.slice(2), ...item.marks.inner]) {
      for (const side of sides) {
        const found = await server.call(listCases, { q, sort: 'received', limit: 100 }, personOf(side))
        expect([side, q, found.body.rows]).toEqual([side, q, []])
        expect([side, (await must(server.call(countCases, { q }, personOf(side)))).count]).toEqual([side, 0])
      }
    }
    const full = await must(server.call(countQueues, {}, outsider))
    const seen = await must(server.call(listCases, { state: 'replied', sort: 'received', limit: 100 }, outsider))
    expect(seen.rows.map((row) => row.id)).toContain(item.id)
    for (const side of sides.filter((one) => one !== 'acting')) {
      const own = await must(server.call(countQueues, {}, personOf(side)))
      const rows = (await must(server.call(listCases, { sort: 'received', limit: 100 }, personOf(side)))).rows
      expect(rows.map((row) => row.id)).not.toContain(item.id)
      expect(own.counts['to-reply']).toBeLessThanOrEqual(full.counts['to-reply'])
    }
  })

  it('is told to none of them in a notice, a mention or an order', async () => {
    const ids = sides.map((side) => personOf(side).id)
    const barred = await listBarredStaff(east.ctx, itemAt(level).id, ids)
    expect(barred.sort()).toEqual([...ids].sort())
    const { dispatcher, supervisor } = east.people
    const free = [dispatcher?.id ?? '', supervisor?.id ?? '']
    expect(await listBarredStaff(east.ctx, itemAt(level).id, free)).toEqual([])
  })
})

/** What the walk calls is made of the operations that the server has. */
it('walks every operation there is', () => {
  const missing = operations.filter(({ name }: Operation) => !calls[name]).map(({ name }) => name)
  expect(missing).toEqual([])
})
