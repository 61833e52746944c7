import { randomUUID } from 'node:crypto'
import * as sentiment from '@minyi/shared/sentiment/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { layItems } from '../../support/factories/topics.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let writer: Session
beforeAll(async () => {
  server = await startServer()
  writer = await server.staff(server.east, { permissions: ['hotspots.read', 'campaigns.write'], name: '值班员' })
})
afterAll(() => server.close())

const collect = (given: object = {}) =>
  server.call(
    sentiment.collectSentiment,
    {
      id: randomUUID(),
      title: '网传南园河河水发黑',
      summary: '论坛上有人贴出河水发黑的照片，转发较多。',
      sources: [{ name: '本地论坛', url: 'https://example.cn/t/1', day: '2026-06-10' }],
      ...given,
    },
    writer,
  )
const move = (sentimentId: string, version: number, act: sentiment.SentimentAct, given: object = {}) => {
  server.clock.now = new Date(server.clock.now.getTime() + 60_000)
  return server.call(
    sentiment.moveSentiment,
    { id: randomUUID(), sentimentId, version, act, words: '情况属实，转生态环境局办理', ...given },
    writer,
  )
}
const response = { title: '关于南园河水质的回应', words: '已查明为上游养殖尾水，责令停止排放。', url: null }

describe('public opinion', () => {
  it('goes 收集 → 研判 → 处置 → 回应, and only its published response is seen outside', async () => {
    const made = await must(collect())
    expect(made).toMatchObject({ stage: 'collected', acts: ['judge', 'drop'], items: 0, published: false })
    const unit = await makeUnit(server.as(server.east), { name: '生态环境局' })
    const judged = await must(move(made.id, 1, 'judge', { level: 'major', unitId: unit.id }))
    expect(judged).toMatchObject({ stage: 'judged', level: 'major', unitName: '生态环境局' })
    await must(move(made.id, 2, 'handle'))
    const open = () => server.call(sentiment.listResponses, {})
    const answered = await must(move(made.id, 3, 'respond', { words: '', response }))
    expect(answered).toMatchObject({ stage: 'responded', response, published: false })
    expect((await must(open())).rows).toEqual([])
    await must(move(made.id, 4, 'publish', { words: '' }))
    const told = await open()
    expect(told.body.rows).toEqual([expect.objectContaining({ title: response.title, words: response.words })])
    for (const hidden of ['网传南园河', '本地论坛', '情况属实', '值班员', '生态环境局']) {
      expect(told.text).not.toContain(hidden)
    }
    await must(move(made.id, 5, 'withdraw'))
    expect((await must(open())).rows).toEqual([])
    const { events } = await must(server.call(sentiment.readSentiment, { sentimentId: made.id }, writer))
    expect(events.map(({ action }) => action)).toEqual(['collect', 'judge', 'handle', 'respond', 'publish', 'withdraw'])
  })

  it('takes no step out of turn, on an old version, or without its words', async () => {
    const { id } = await must(collect())
    expect((await move(id, 1, 'handle')).problem.code).toBe('step-not-allowed')
    expect((await move(id, 1, 'judge')).problem.fields?.[0]?.path).toBe('level')
    expect((await move(id, 1, 'drop', { words: '无' })).problem.fields?.[0]?.path).toBe('words')
    expect((await move(id, 9, 'drop')).problem.code).toBe('version-conflict')
    await must(move(id, 1, 'drop'))
    expect((await must(move(id, 2, 'reopen'))).stage).toBe('collected')
    expect((await collect({ sources: [{ name: '网页', url: 'javascript:alert(1)', day: '2026-06-10' }] })).status).toBe(
      400,
    )
  })

  it('links items by their numbers, within reach only', async () => {
    const ctx = server.as(server.east)
    await layItems(ctx, '2026-06-10', [1], { number: 'EA26-06-9001', title: '河水发黑' })
    const made = await must(collect({ caseNumbers: ['ea26-06-9001'] }))
    expect(made.cases).toEqual([expect.objectContaining({ number: 'EA26-06-9001', title: null })])
    const unknown = await server.call(
      sentiment.addToSentiment,
      { id: randomUUID(), sentimentId: made.id, caseNumbers: ['EA26-06-9999'] },
      writer,
    )
    expect(unknown.problem.fields?.[0]?.message).toContain('EA26-06-9999')
    const more = { id: randomUUID(), sentimentId: made.id, sources: made.sources, words: '又有两家媒体转载' }
    expect((await must(server.call(sentiment.addToSentiment, more, writer))).sources).toHaveLength(2)
  })

  it('is hidden from the unit that it is about, and read by who watches only', async () => {
    const unit = await makeUnit(server.as(server.east))
    const made = await must(collect({ unitId: unit.id }))
    const own = await server.staff(server.east, { permissions: ['hotspots.read'], memberOf: unit.id })
    expect((await server.call(sentiment.readSentiment, { sentimentId: made.id }, own)).status).toBe(404)
    const reader = await server.staff(server.east, { permissions: ['hotspots.read'] })
    const read = await must(server.call(sentiment.readSentiment, { sentimentId: made.id }, reader))
    expect(read.acts).toEqual([])
    const board = await must(server.call(sentiment.listSentiments, { stage: 'collected', limit: 1 }, reader))
    expect(board.rows).toHaveLength(1)
    expect(board.counts.collected).toBeGreaterThan(1)
    const next = await must(server.call(sentiment.listSentiments, { after: board.next ?? '' }, reader))
    expect(next.rows.map(({ id }) => id)).not.toContain(board.rows[0]?.id)
  })
})
