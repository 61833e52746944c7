import { randomUUID } from 'node:crypto'
import { reindexItems } from '@minyi/server/features/cases/search/service.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import * as search from '@minyi/shared/cases/search/contract.ts'
import { bigrams, plainText, searchedText } from '@minyi/shared/cases/search/rules.ts'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, fileComplaint, makeCaseWorld, must, opinionDraft } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
})
afterAll(() => server.close())

type Asked = { [key: string]: unknown }
const list = (input: Asked, session: Session = world.dispatcher) =>
  must(server.call(search.listCases, { sort: 'received', ...input }, session))
const titles = async (input: Asked, session?: Session) => (await list(input, session)).rows.map(({ title }) => title)
const count = (input: Asked, session: Session = world.dispatcher) =>
  must(server.call(search.countCases, input, session))
const opinion = (title: string, text: string, areaId = world.village.id) =>
  must(server.call(own.submitCase, opinionDraft({ title, text, areaId })))

describe('the index of the database', () => {
  it('makes the same pairs of a text as the product does', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'路灯油烟ＡbＣ１，。　𠮷%_\\\'"'), maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(text, text, async (title, words) => {
        const plain = searchedText([title, words])
        const [row] = await server.platform.database.sql<{ pairs: string[] }[]>`
          select tsvector_to_array(case_bigrams(${plain})) as pairs`
        const last = [...plain].slice(-1)
        expect([...(row?.pairs ?? [])].sort()).toEqual([...new Set([...bigrams(plain), ...last])].sort())
      }),
      { numRuns: 60 },
    )
  })
})

describe('a search', () => {
  beforeAll(async () => {
    await opinion('路灯不亮', '人民路一百号的路灯已经三天不亮了，晚上很危险。')
    await opinion('菜场扩建', '建议在菜场北侧加盖雨棚，方便周边老人买菜，獬豸雕像旁也可以摆摊。')
    await opinion('噪音', 'ＡＢ公司夜间施工，声音太大。100%_有人投诉。')
    await fileComplaint(server, world, { title: '占道执法', text: '菜场门口执法人员清理摊位时，路灯下打翻了货物。' })
  })

  it('finds every two characters that stand somewhere in title, text or place', async () => {
    const texts = [
      '人民路一百号的路灯已经三天不亮了，晚上很危险。',
      '建议在菜场北侧加盖雨棚，方便周边老人买菜，獬豸雕像旁也可以摆摊。',
    ]
    for (const pair of texts.flatMap((text) => bigrams(plainText(text)))) {
      expect((await list({ q: pair })).rows.length, pair).toBeGreaterThan(0)
    }
    expect(await titles({ q: '农贸' })).toEqual(['占道执法'])
  })

  it('finds single characters, more words at once, other widths, and signs as they are', async () => {
    expect(await titles({ q: '豸' })).toEqual(['菜场扩建'])
    expect(await titles({ q: '路灯 菜场' })).toEqual(['占道执法'])
    expect(await titles({ q: 'ab公司' })).toEqual(['噪音'])
    expect(await titles({ q: '100%_有' })).toEqual(['噪音'])
    expect(await titles({ q: '10%_' })).toEqual([])
    expect(await titles({ q: "灯'不" })).toEqual([])
  })

  it('does not take pairs that stand apart for a longer word', async () => {
    await opinion('乙', '灯不灭，路灯坏，不亮堂。')
    expect(await titles({ q: '路灯不亮' })).toEqual(['路灯不亮'])
  })

  it('finds a number from its beginning and by its last digits', async () => {
    const { number, title } = (await list({ q: '噪音' })).rows[0] ?? { number: '', title: '' }
    expect(await titles({ q: number.toLowerCase() })).toEqual([title])
    expect(await titles({ q: number.slice(0, 6) })).toContain(title)
    expect(await titles({ q: number.slice(-4) })).toContain(title)
  })

  it('tells where the words stand, when the title does not show them', async () => {
    const [row] = (await list({ q: '雨棚' })).rows
    expect(row?.excerpt).toContain('雨棚')
    expect((await list({ q: '扩建' })).rows[0]?.excerpt).toBeNull()
  })

  it('finds what a clerk has reworded, and no longer the old words', async () => {
    const [row] = (await list({ q: '扩建' })).rows
    const input = { id: randomUUID(), caseId: row?.id ?? '', version: row?.version ?? 0, title: '菜场加盖雨棚' }
    await must(server.call(office.classifyCase, input, world.dispatcher))
    expect(await titles({ q: '场加' })).toEqual(['菜场加盖雨棚'])
    expect(await titles({ q: '扩建' })).toEqual([])
  })

  it('reaches what the caller reaches: nothing of complaints against the own unit, nothing of another place', async () => {
    expect(await titles({ q: '占道' }, world.accusedStaff)).toEqual([])
    expect((await count({ q: '占道' }, world.accusedStaff)).count).toBe(0)
    const west = await makeCaseWorld(server, server.west)
    expect(await titles({ q: '路灯' }, west.dispatcher)).toEqual([])
  })

  it('can be written anew from the items', async () => {
    const before = await titles({ q: '路灯' })
    await server.platform.database.sql`delete from case_search`
    expect(await titles({ q: '路灯' })).toEqual([])
    await reindexItems(server.as(server.east))
    expect(await titles({ q: '路灯' })).toEqual(before)
  })
})

describe('filters and counts', () => {
  it('narrow by kind, area with all below, channel, identity and days of receipt', async () => {
    expect(await titles({ kind: 'complaint' })).toEqual(['占道执法'])
    expect((await titles({ areaId: world.town.id })).length).toBe((await count({ areaId: world.town.id })).count)
    expect(await titles({ areaId: randomUUID() })).toEqual([])
    expect(await titles({ channel: 'hotline' })).toEqual([])
    expect(await titles({ identity: 'supervisor' })).toEqual(['占道执法'])
    expect(await titles({ from: '2026-06-11', to: '2026-06-11', kind: 'complaint' })).toEqual(['占道执法'])
    expect(await titles({ to: '2026-06-10' })).toEqual([])
  })

  it('count exactly up to a thousand and say when there are more', async () => {
    const { count: before } = await count({ sort: 'received' })
    expect((await count({ sort: 'received' })).more).toBe(false)
    await copyItems(1_001 - before)
    expect(await count({ sort: 'received' })).toEqual({ count: 1_000, more: true })
    expect(await count({ sort: 'received', q: '批量' })).toEqual({
      count: 1_001 - before,
      more: 1_001 - before > 1_000,
    })
  })

  it('page through a common word without losing or doubling an item', async () => {
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const { rows, next } = await list({ q: '批量', limit: 100, after })
      seen.push(...rows.map(({ id }) => id))
      if (!next) break
      after = next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe((await count({ q: '批量', sort: 'received' })).count)
  })
})

/** More items like one of them, with words of their own. */
async function copyItems(howMany: number) {
  const { sql } = server.platform.database
  await sql`
    insert into cases select r.*
    from (select * from cases where tenant_id = ${server.east.id} and kind = 'opinion' limit 1) c
    cross join generate_series(1, ${howMany}) n
    cross join lateral jsonb_populate_record(null::cases, to_jsonb(c) || jsonb_build_object(
      'id', gen_random_uuid(), 'number', 'PL' || n, 'title', '批量第' || n || '件')) r`
  await reindexItems(server.as(server.east))
}
