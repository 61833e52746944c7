import { randomUUID } from 'node:crypto'
import { collectCase } from '@minyi/shared/cases/collect/contract.ts'
import { caseKinds } from '@minyi/shared/cases/contract.ts'
import * as legislation from '@minyi/shared/cases/legislation/contract.ts'
import { readProgress, submitCase } from '@minyi/shared/cases/resident/contract.ts'
import type { DraftOf } from '@minyi/shared/platform/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let resident: Session
let clerk: Session
let unit: { id: string }
beforeAll(async () => {
  server = await startServer()
  resident = await server.resident(server.east)
  clerk = await server.staff(server.east, { permissions: ['cases.read', 'cases.dispatch', 'cases.collect'] })
  unit = await makeUnit(server.as(server.east))
})
afterAll(() => server.close())

const draft = (more: Partial<DraftOf<typeof submitCase>> = {}): DraftOf<typeof submitCase> => ({
  id: randomUUID(),
  kind: 'opinion',
  identity: 'supervisor',
  text: '希望把第十二条的期限写清楚',
  ...more,
})
const addDraft = (more: object = {}) =>
  server.call(
    legislation.addLawDraft,
    {
      id: randomUUID(),
      title: '太仓市文明行为促进条例（征求意见稿）',
      unitId: unit.id,
      openFrom: '2026-06-01',
      openUntil: '2026-07-31',
      ...more,
    },
    clerk,
  )

describe('what residents can say', () => {
  it.each(caseKinds)('%s is received with its clock', async (kind) => {
    const accuses = kind === 'complaint' ? { conduct: 'inaction' as const, accusedUnitId: unit.id } : {}
    const answer = await server.call(submitCase, draft({ kind, ...accuses }), resident)
    expect([answer.status, answer.body.kind]).toEqual([200, kind])
    expect(answer.body.clock.dueDay > '2026-06-11').toBe(true)
  })

  it('a report may name a unit, and the kinds that accuse nobody may not', async () => {
    expect((await server.call(submitCase, draft({ kind: 'report', accusedUnitId: unit.id }), resident)).status).toBe(
      200,
    )
    const praise = await server.call(submitCase, draft({ kind: 'praise', accusedUnitId: unit.id }), resident)
    expect(praise.problem.fields?.[0]?.path).toBe('accusedUnitId')
  })

  it('营商环境 has an entry of its own', async () => {
    const { body } = await server.call(submitCase, draft({ entry: 'business', kind: 'help' }), resident)
    expect((await server.call(readProgress, { caseId: body.id }, resident)).body.entry).toBe('business')
  })

  it('a collector is told with the kind of collector', async () => {
    const input = { ...draft(), channel: 'wechat-group' as const, collectorKind: 'law-savvy' as const }
    const { body } = await server.call(collectCase, input, clerk)
    const [row] = await server.platform.database.sql`select channel, collector_kind from cases where id = ${body.id}`
    expect(row).toMatchObject({ channel: 'wechat-group', collector_kind: 'law-savvy' })
  })
})

describe('an opinion on a draft law', () => {
  it('goes through its stages, and who gave it reads what became of it', async () => {
    const { body: law } = await addDraft()
    expect(law).toMatchObject({ open: true, opinions: 0 })
    const { body: receipt } = await server.call(
      submitCase,
      draft({ entry: 'legislative', draftId: law.id, article: '第十二条' }),
      resident,
    )
    const at = { caseId: receipt.id, version: 1 }
    const read = async () => (await server.call(readProgress, { caseId: receipt.id }, resident)).body.opinion
    expect(await read()).toMatchObject({ stage: 'collected', draftTitle: law.title, article: '第十二条' })
    const early = { id: randomUUID(), ...at, adoption: 'adopted' as const, words: '写进第十二条第二款' }
    expect((await server.call(legislation.decideOpinion, early, clerk)).problem.code).toBe('step-not-allowed')
    const assessed = await server.call(
      legislation.assessOpinion,
      { id: randomUUID(), ...at, assessment: 'weighed' },
      clerk,
    )
    expect(assessed.body.stage).toBe('assessed')
    const decided = await server.call(legislation.decideOpinion, { ...early, id: randomUUID() }, clerk)
    expect(decided.body).toMatchObject({ stage: 'decided', adoption: 'adopted', words: '写进第十二条第二款' })
    expect(await read()).toEqual(decided.body)
    expect((await server.call(legislation.readOpinion, { caseId: receipt.id }, clerk)).body).toEqual(decided.body)
    const { state, unitSays } = (await server.call(readProgress, { caseId: receipt.id }, resident)).body
    expect({ state, words: unitSays?.words }).toEqual({ state: 'replied', words: '采纳：写进第十二条第二款' })
    const again = { ...early, id: randomUUID(), version: 2, adoption: 'not-adopted' as const }
    expect((await server.call(legislation.decideOpinion, again, clerk)).problem.code).toBe('step-not-allowed')
    const stale = { ...early, id: randomUUID(), version: 9 }
    expect((await server.call(legislation.decideOpinion, stale, clerk)).problem.code).toBe('version-conflict')
    const list = await server.call(legislation.listLawDrafts, {}, resident)
    expect(list.body.rows.find(({ id }) => id === law.id)).toMatchObject({ opinions: 1, adopted: 1 })
  })

  it('stands in the list of its draft by article and stage, for who may read items', async () => {
    const { body: law } = await addDraft()
    const tell = async (article: string | undefined, text: string) => {
      server.clock.now = new Date(server.clock.now.getTime() + 60_000)
      const told = draft({ entry: 'legislative', draftId: law.id, article, text })
      return (await server.call(submitCase, told, resident)).body.id
    }
    const first = await tell('第三条', '第三条的罚则写得不清楚')
    const second = await tell('第十二条', '期限改成十个工作日')
    const third = await tell(undefined, '和草案没有关系的一句话')
    const step = (caseId: string) => ({ id: randomUUID(), caseId, version: 1 })
    await server.call(legislation.assessOpinion, { ...step(second), assessment: 'weighed' }, clerk)
    await server.call(legislation.assessOpinion, { ...step(third), assessment: 'out-of-scope' }, clerk)
    const list = async (more: object = {}) =>
      (await server.call(legislation.listOpinions, { draftId: law.id, ...more }, clerk)).body
    const all = await list()
    expect(all.rows.map(({ caseId }) => caseId)).toEqual([first, second, third])
    expect(all.rows[1]).toMatchObject({
      article: '第十二条',
      stage: 'assessed',
      text: '期限改成十个工作日',
      mayDecide: true,
    })
    expect(all.articles).toEqual(
      expect.arrayContaining([
        { article: '第三条', opinions: 1, waiting: 1 },
        { article: '第十二条', opinions: 1, waiting: 1 },
        { article: null, opinions: 1, waiting: 0 },
      ]),
    )
    expect((await list({ article: '第三条' })).rows.map(({ caseId }) => caseId)).toEqual([first])
    expect((await list({ article: '' })).rows.map(({ caseId }) => caseId)).toEqual([third])
    expect((await list({ stage: 'assessed' })).rows.map(({ caseId }) => caseId)).toEqual([second])
    const page = await list({ limit: 2 })
    expect((await list({ limit: 2, after: page.next ?? '' })).rows.map(({ caseId }) => caseId)).toEqual([third])
    const elsewhere = await server.staff(server.east, { permissions: ['cases.read'], unitId: unit.id })
    const theirs = await server.call(legislation.listOpinions, { draftId: law.id }, elsewhere)
    expect([theirs.body.rows, theirs.body.articles]).toEqual([[], []])
    expect((await server.call(legislation.listOpinions, { draftId: randomUUID() }, clerk)).status).toBe(404)
  })

  it('needs a draft that is open, and only opinions have one', async () => {
    const { body: over } = await addDraft({ openFrom: '2026-01-01', openUntil: '2026-02-01' })
    const faultOf = async (more: Partial<DraftOf<typeof submitCase>>) =>
      (await server.call(submitCase, draft(more), resident)).problem.fields?.[0]?.path
    expect(await faultOf({ entry: 'legislative' })).toBe('draftId')
    expect(await faultOf({ entry: 'legislative', draftId: over.id })).toBe('draftId')
    expect(await faultOf({ entry: 'legislative', kind: 'help', draftId: over.id })).toBe('kind')
    expect(await faultOf({ draftId: over.id })).toBe('draftId')
  })

  it('is refused with a term that ends before it begins or a unit that is not there, and under an id that was used', async () => {
    expect((await addDraft({ openUntil: '2026-01-01' })).problem.fields?.[0]?.path).toBe('openUntil')
    expect((await addDraft({ unitId: randomUUID() })).problem.fields?.[0]?.path).toBe('unitId')
    const { body } = await addDraft()
    expect((await addDraft({ id: body.id, title: '另一份草案' })).problem.code).toBe('id-reused')
    const none = await server.call(legislation.readOpinion, { caseId: randomUUID() }, clerk)
    expect(none.status).toBe(404)
  })
})
