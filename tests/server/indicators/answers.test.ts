import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recomputeFigure } from '@minyi/server/commands/figure/recompute.ts'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import {
  keepAnswers,
  listAnswers,
  previewAnswers,
  publishAnswers,
  readAnswers,
} from '@minyi/shared/indicators/answers/contract.ts'
import {
  type CertificatePart,
  correctFigure,
  downloadPublished,
  listPublished,
  readPublished,
} from '@minyi/shared/indicators/published/contract.ts'
import {
  downloadOpenFigure,
  listOpenFigures,
  readOpenFigure,
} from '@minyi/shared/indicators/published/open/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { makeArea } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let publisher: Session
let ofNorth: Session
const folder = mkdtempSync(join(tmpdir(), 'minyi-answers-'))

beforeAll(async () => {
  server = await startServer()
  const north = await makeArea(server.as(server.east), { name: '北镇' })
  const permissions = ['figures.publish', 'figures.exact'] as const
  publisher = await server.staff(server.east, { permissions: [...permissions] })
  ofNorth = await server.staff(server.east, { permissions: [...permissions], areaId: north.id })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const chance = seededRandom(7)

/** 240 interviews in 4 townships of 6 villages; most know, a third had a dispute, half of them think of it first. */
const answersWhere = (hadDispute: (i: number) => boolean) =>
  [
    '序号,镇,村,权数,知晓,首选,评价',
    ...Array.from({ length: 240 }, (_, i) =>
      [
        i + 1,
        `镇${i % 4}`,
        `村${Math.floor(i / 4) % 6}`,
        1 + (i % 3),
        chance() < 0.25 ? '不知道' : '知道',
        hadDispute(i) ? (chance() < 0.5 ? '公共法律服务' : '自己解决') : '没有纠纷',
        i % 5 === 0 ? '' : chance() < 0.1 ? '不满意' : '满意',
      ].join(','),
    ),
  ].join('\n')

/** Disputes in a few villages only. */
const csv = answersWhere((i) => i % 3 === 1)
/** Disputes in every village. */
const spreadCsv = answersWhere((i) => Math.floor(i / 24) % 3 === 1)

const base64 = (text: string) => Buffer.from(text).toString('base64')

const kept = (given: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  title: '2026 年公共法律服务调查',
  agency: '某调查公司',
  from: '2026-05-01',
  to: '2026-05-20',
  eligible: 90_000,
  invited: 400,
  reached: 300,
  contentBase64: base64(csv),
  ...given,
})

const chosen = (setId: string) => ({
  setId,
  promiseId: 'IND-000-14',
  name: '公共法律服务综合指标',
  design: { ids: ['村'], strata: ['镇'], weights: '权数', fpc: [], nest: true, lonely: 'fail' as const },
  parts: [
    { name: '知晓率', column: '知晓', in: ['知道'], of: ['知道', '不知道'], weight: 0.4 },
    { name: '首选率', column: '首选', in: ['公共法律服务'], of: ['公共法律服务', '自己解决'], weight: 0.2 },
    { name: '满意率', column: '评价', in: ['满意'], of: ['满意', '不满意'], weight: 0.4 },
  ],
  target: 0.7,
})

const keep = async (given: Record<string, unknown> = {}) =>
  must(server.call(keepAnswers, kept(given) as ReturnType<typeof kept>, publisher))

async function publish(setId: string, given: Record<string, unknown> = {}) {
  const choice = { ...chosen(setId), ...given }
  const looked = await must(server.call(previewAnswers, choice, publisher))
  const input = { ...choice, id: randomUUID(), sha256: looked.rows.sha256 }
  return { looked, input, answer: await server.call(publishAnswers, input, publisher) }
}

describe('the answers of a survey', () => {
  it('are kept once, and say which columns and answers there are', async () => {
    const input = kept()
    const set = await must(server.call(keepAnswers, input, publisher))
    expect((await must(server.call(keepAnswers, input, publisher))).id).toBe(set.id)
    expect(set).toMatchObject({ rows: 240, frame: { eligible: 90_000, invited: 400, reached: 300 } })
    expect(set.columns.map(({ name }) => name)).toEqual(['序号', '镇', '村', '权数', '知晓', '首选', '评价'])
    expect(set.columns[0]?.values).toBeNull()
    expect(set.columns[6]).toMatchObject({ filled: 192, values: [{ value: '不满意' }, { value: '满意' }] })
    expect(await must(server.call(readAnswers, { setId: set.id }, publisher))).toEqual(set)
    const { rows } = await must(server.call(listAnswers, { limit: 10 }, publisher))
    expect(rows.map(({ id }) => id)).toContain(set.id)
  })

  it('are refused with names of what is wrong: telephones, two columns of one name, more answers than people', async () => {
    const refusal = async (given: Record<string, unknown>) => {
      const { problem } = await server.call(keepAnswers, kept(given) as ReturnType<typeof kept>, publisher)
      return problem.fields?.[0]?.message ?? problem.detail
    }
    expect(await refusal({ contentBase64: base64('姓,电话\n王,13812345678\n') })).toMatch(/第 2 行“电话”像是手机号/)
    expect(await refusal({ contentBase64: base64('a,a\n1,2\n') })).toMatch(/两列都叫“a”/)
    expect(await refusal({ contentBase64: base64('a,b\n') })).toMatch(/没有回答/)
    expect(await refusal({ invited: 239 })).toMatch(/回答有 240 份/)
    expect(await refusal({ from: '2026-05-21' })).toMatch(/起在前/)
  })

  it('open for whoever publishes about everything, and nobody else', async () => {
    const set = await keep()
    expect((await server.call(readAnswers, { setId: set.id }, ofNorth)).status).toBe(404)
    expect((await server.call(previewAnswers, chosen(set.id), ofNorth)).status).toBe(404)
    expect((await server.call(keepAnswers, kept(), ofNorth)).status).toBe(404)
    const reader = await server.staff(server.east, { permissions: ['figures.exact'] })
    expect((await server.call(readAnswers, { setId: set.id }, reader)).status).toBe(404)
    const west = await server.staff(server.west, { permissions: ['figures.publish'] })
    expect((await server.call(readAnswers, { setId: set.id }, west)).status).toBe(404)
  })
})

describe('a figure of a sample', () => {
  it('is published as it was looked at, with parts, design and clause, and computes anew from its files alone', async () => {
    const set = await keep()
    const { looked, input, answer } = await publish(set.id)
    expect(answer.status).toBe(200)
    const { figure, definition, clause, rows } = answer.body
    expect(figure).toEqual(looked.figure)
    expect(figure.parts?.map(({ name }) => name)).toEqual(['知晓率', '首选率', '满意率'])
    expect(figure.estimate).toMatchObject({ kind: 'design', method: 'delta', n: 80 })
    expect(figure.counts).toMatchObject({ eligible: 90_000, invited: 400, reached: 300, answered: 240 })
    expect(definition).toMatchObject({ source: 'composite', design: 'sample', weights: 'design', version: 1 })
    expect(clause.text).toContain('知晓率')
    expect(rows).toMatchObject({ format: 'minyi-answers-1', rows: 240 })
    expect((await server.call(publishAnswers, input, publisher)).body).toEqual(answer.body)
    for (const part of ['rows', 'definition', 'certificate', 'readme'] as const) await download(answer.body.id, part)
    expect(await recomputeFigure(folder)).toBe(0)
    const { text } = await server.call(downloadPublished, { figureId: answer.body.id, part: 'rows' }, publisher)
    expect(text.split('\n')[0]).toBe('行,权数,镇,村,知晓,首选,评价')
    writeFileSync(join(folder, 'rows.csv'), text.replace('不知道', '知道'))
    expect(await recomputeFigure(folder)).toBe(2)
  })

  it('keeps the version of its way of computing from round to round, and gets another with another way', async () => {
    const [first, second] = [await keep(), await keep({ from: '2026-04-01', to: '2026-04-20', invited: 500 })]
    const given = { promiseId: 'IND-000-15', name: '首选率' }
    expect((await publish(first.id, given)).answer.body.definition.version).toBe(1)
    expect((await publish(second.id, given)).answer.body.definition.version).toBe(1)
    const other = await publish(second.id, {
      ...given,
      parts: chosen('')
        .parts.slice(1, 2)
        .map((p) => ({ ...p, weight: 1 })),
    })
    expect(other.answer.body.definition).toMatchObject({ version: 2, source: 'survey', method: 'xlogit', parts: [] })
  })

  it('is refused when it was not looked at, is the same again, or cannot be computed', async () => {
    const set = await keep({ from: '2026-03-01', to: '2026-03-20' })
    const { input } = await publish(set.id)
    const again = await server.call(publishAnswers, { ...input, id: randomUUID() }, publisher)
    expect(again.problem).toMatchObject({ code: 'step-not-allowed' })
    const unseen = await server.call(
      publishAnswers,
      { ...input, id: randomUUID(), minN: 40, sha256: 'a'.repeat(64) },
      publisher,
    )
    expect(unseen.problem.code).toBe('preview-outdated')
    const refusal = async (given: Record<string, unknown>) => {
      const { problem } = await server.call(previewAnswers, { ...chosen(set.id), ...given }, publisher)
      return problem.fields?.[0]?.message ?? problem.detail
    }
    const [first] = chosen('').parts
    const one = { name: '知晓率', column: '知晓', in: ['知道'], of: ['知道'], weight: 1 }
    expect(await refusal({ minN: 100 })).toMatch(/不足 100 份/)
    expect(await refusal({ promiseId: 'IND-002-01' })).toMatch(/由调查得出/)
    expect(await refusal({ parts: [{ ...one, column: '没有' }] })).toMatch(/没有“没有”这一列/)
    expect(await refusal({ parts: [{ ...one, of: ['知道', '不清楚'] }] })).toMatch(/没有人回答“不清楚”/)
    expect(await refusal({ parts: [{ ...one, in: ['不知道'] }] })).toMatch(/不在有效回答里/)
    expect(await refusal({ parts: [first, { ...one, weight: 0.1 }] })).toMatch(/相加应等于 1/)
    const alone = { ...chosen('').design, ids: ['镇'], strata: [] }
    expect(await refusal({ design: { ...alone, strata: ['镇'] } })).toMatch(/一层只抽中一个单位/)
    expect(await refusal({ design: { ...chosen('').design, weights: '评价' } })).toMatch(/缺少权数|不是数字/)
  })

  it('is corrected by another one from the answers, and not by recounting ratings', async () => {
    const set = await keep({ from: '2026-02-01', to: '2026-02-20' })
    const wrong = (await publish(set.id)).answer.body
    const { asOf, rows } = wrong
    const recount = { id: randomUUID(), figureId: wrong.id, asOf, sha256: rows.sha256, reason: '权数有误' }
    expect((await server.call(correctFigure, recount, publisher)).problem.code).toBe('step-not-allowed')
    const corrects = { figureId: wrong.id, reason: '首选率的权重录错了' }
    const parts = chosen('').parts.map((part, i) => ({ ...part, weight: [0.3, 0.3, 0.4][i] ?? 0 }))
    const right = (await publish(set.id, { parts, corrects })).answer.body
    expect(right.corrects).toEqual({ id: wrong.id, reason: corrects.reason })
    const before = await must(server.call(readPublished, { figureId: wrong.id }, publisher))
    expect(before).toMatchObject({ state: 'corrected', correctedBy: { id: right.id } })
    const listed = await must(server.call(listPublished, { indicatorId: 'IND-000-14', limit: 50 }, publisher))
    expect(listed.rows.map(({ id }) => id)).toEqual(expect.arrayContaining([wrong.id, right.id]))
  })
})

describe('a figure of a sample for everybody', () => {
  it('is the very figure of the office; its files hold nobody’s answers and compute it anew', async () => {
    const set = await keep({ from: '2026-01-01', to: '2026-01-20', contentBase64: base64(spreadCsv) })
    const { looked, answer } = await publish(set.id, { audience: 'public' })
    expect(answer.status).toBe(200)
    expect(looked.publicFigure).toEqual(looked.figure)
    const figureId = answer.body.id
    const open = (await server.call(readOpenFigure, { figureId })).body
    expect(open.figure).toEqual(answer.body.figure)
    expect(open.definition.sample?.agency).toBe('某调查公司')
    expect(open.rows).toMatchObject({ format: 'minyi-answer-sums-1', rows: 4 })
    const listed = (await server.call(listOpenFigures, { indicatorId: 'IND-000-14' })).body
    expect(listed.rows.map(({ id }) => id)).toEqual([figureId])
    for (const part of ['rows', 'definition', 'certificate', 'readme'] as const) {
      const { text } = await server.call(downloadOpenFigure, { figureId, part })
      expect(text).not.toMatch(/[镇村]\d/)
      writeFileSync(join(folder, names[part]), text)
    }
    expect(await recomputeFigure(folder)).toBe(0)
    const rows = readFileSync(join(folder, 'rows.csv'), 'utf8')
    writeFileSync(join(folder, 'rows.csv'), rows.replace(/(知晓率,240,)\d+,(\d+),\d+/, '$1180,$2,300'))
    expect(await recomputeFigure(folder)).toBe(2)
    writeFileSync(join(folder, 'rows.csv'), rows.replace(/首选率.*\n/, ''))
    await expect(recomputeFigure(folder)).rejects.toThrow(/每道题一行/)
    for (const part of ['rows', 'definition', 'certificate', 'readme'] as const) await download(figureId, part)
    expect(await recomputeFigure(folder)).toBe(0)
  })

  it('is refused where it, or its difference from one that is out, would tell of fewer than five people', async () => {
    const set = await keep({ from: '2026-01-05', to: '2026-01-25', contentBase64: base64(withFewUndecided) })
    const [first] = chosen('').parts
    const one = (of: string[]) => ({ audience: 'public', parts: [{ ...first, in: ['知道'], of, weight: 1 }] })
    const refusal = async (given: Record<string, unknown>) => {
      const { problem } = await server.call(previewAnswers, { ...chosen(set.id), ...given }, publisher)
      return problem.detail
    }
    expect(await refusal(one(['知道', '说不清']))).toMatch(/不到 5 份.*可以内部发布/)
    expect((await publish(set.id, one(['知道', '不知道']))).answer.status).toBe(200)
    expect(await refusal(one(['知道', '不知道', '说不清']))).toMatch(/相减/)
    const inside = { ...one(['知道', '不知道', '说不清']), audience: 'office' }
    expect((await publish(set.id, inside)).answer.status).toBe(200)
    expect(await refusal({ audience: 'public' })).toMatch(/抽样单位太少（“首选率”/)
  })

  it('is corrected by one for the same readers only', async () => {
    const set = await keep({ from: '2026-01-02', to: '2026-01-22', contentBase64: base64(spreadCsv) })
    const wrong = (await publish(set.id, { audience: 'public' })).answer.body
    const corrects = { figureId: wrong.id, reason: '目标写错了' }
    const hidden = (await publish(set.id, { audience: 'office', target: 0.8, corrects })).answer
    expect(hidden.status).toBe(404)
    const right = (await publish(set.id, { audience: 'public', target: 0.8, corrects })).answer.body
    const before = (await server.call(readOpenFigure, { figureId: wrong.id })).body
    expect(before).toMatchObject({ state: 'corrected', correctedBy: { id: right.id, reason: corrects.reason } })
  })
})

/** The same answers, three of whom could not say whether they know. */
const withFewUndecided = csv
  .split('\n')
  .map((line, i) => (i > 0 && i <= 3 ? line.replace(/知道|不知道/, '说不清').replace('不说不清', '说不清') : line))
  .join('\n')

const names: Record<Exclude<CertificatePart, 'all'>, string> = {
  rows: 'rows.csv',
  definition: 'definition.json',
  certificate: 'certificate.json',
  readme: 'README.md',
}

async function download(figureId: string, part: Exclude<CertificatePart, 'all'>) {
  const { text } = await server.call(downloadPublished, { figureId, part }, publisher)
  writeFileSync(join(folder, names[part]), text)
}
