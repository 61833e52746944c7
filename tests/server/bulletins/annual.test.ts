import { randomUUID } from 'node:crypto'
import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import type { Bulletin, BulletinFormat } from '@minyi/shared/bulletins/contract.ts'
import { readParagraph, shownKeys } from '@minyi/shared/bulletins/rules.ts'
import { recordIntervention } from '@minyi/shared/cases/interventions/contract.ts'
import { previewFigure, publishFigure } from '@minyi/shared/indicators/published/contract.ts'
import { readOpenFigure } from '@minyi/shared/indicators/published/open/contract.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDraft, makeItems, makePublished, publishRates } from '../../support/factories/bulletins.ts'
import { must } from '../../support/factories/cases.ts'
import { foldEverything, rateContact } from '../../support/factories/indicators.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { pdfLinks, pdfPages } from '../../support/pdf.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let report: Bulletin
let figureId: string
const year = { kind: 'annual' as const, from: '2026-01-01', to: '2026-12-31' }
const office = '市某某办公室'

beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  const city = await makeArea(ctx, { level: 'city', name: '全市' })
  const [north, south, small] = [
    await makeArea(ctx, { level: 'township', parentId: city.id, name: '北镇' }),
    await makeArea(ctx, { level: 'township', parentId: city.id, name: '南镇' }),
    await makeArea(ctx, { level: 'township', parentId: city.id, name: '小镇' }),
  ]
  const bureau = await makeUnit(ctx, { name: '市司法局', areaId: city.id })
  const unit = await makeUnit(ctx, { name: '市城管局', areaId: city.id })
  const rated = [
    { unit, areaId: north.id },
    { unit: await makeUnit(ctx, { name: '市交通局', areaId: city.id }), areaId: south.id },
  ]
  figureId = await publishSatisfaction(rated)
  const items = { unitId: unit.id, at: '2026-05-12T10:00:00+08:00' }
  const [caseId = ''] = await makeItems(ctx, { ...items, count: 120, areaId: north.id, solved: 110 })
  await makeItems(ctx, { ...items, count: 60, areaId: south.id, kind: 'opinion', conduct: 'inaction' })
  await makeItems(ctx, { ...items, count: 40, areaId: south.id, kind: 'help' })
  await makeItems(ctx, { ...items, count: 3, areaId: small.id, kind: 'praise' })
  await makeItems(ctx, { ...items, count: 100, areaId: north.id, at: '2025-05-12T10:00:00+08:00', solved: 50 })
  server.clock.now = new Date('2027-02-10T09:00:00+08:00')
  const staff = (permissions: Permission[]) => server.staff(server.east, { permissions, memberOf: bureau.id })
  const asked = { way: 'telephone' as const, asked: 'plea' as const, words: '希望从轻处理，问了两次。' }
  const told = { caseId, happenedAt: '2026-06-03T10:00:00+08:00', standing: 'above' as const, office, ...asked }
  const clerk = await staff(['cases.read'])
  await must(server.call(recordIntervention, { id: randomUUID(), ...told, name: '钱某某', post: '副主任' }, clerk))
  const [writer, reviewer] = [await staff(['bulletins.write']), await staff(['bulletins.review'])]
  const publisher = await staff(['figures.exact', 'figures.publish'])
  await publishRates(server, publisher, ['handling-solved'], { from: '2025-01-01', to: '2025-12-31' })
  await publishRates(server, publisher, ['handling-solved'], { from: '2026-01-01', to: '2026-12-31' })
  report = await makePublished(server, writer, reviewer, await makeDraft(server, writer, year))
}, 240_000)
afterAll(() => server.close())

/** A figure of the year that everybody may read, with its birth certificate. */
async function publishSatisfaction(rated: { unit: { id: string; areaId: string }; areaId: string }[]) {
  const ctx = server.as(server.east)
  for (const contact of rated)
    for (let i = 0; i < 45; i += 1)
      await rateContact(server, ctx, { ...contact, grade: i % 9 === 0 ? 1 : 5, closedDay: '2026-06-02' })
  await closeDay(ctx, '2026-06-11')
  await foldEverything(server)
  server.clock.now = new Date('2026-06-12T09:00:00+08:00')
  const permissions: Permission[] = ['figures.exact', 'figures.publish']
  const publisher = await server.staff(server.east, { permissions, memberOf: rated[0]?.unit.id })
  const choice = { indicatorId: 'IND-002-01', audience: 'public' as const }
  const { asOf, rows } = await must(server.call(previewFigure, choice, publisher))
  const input = { id: randomUUID(), ...choice, asOf, sha256: rows.sha256, note: '' }
  return (await must(server.call(publishFigure, input, publisher))).id
}

const fileOf = async (format: BulletinFormat) => {
  const url = `/api/${server.east.slug}/public/bulletins/${report.id}/files/${format}`
  return (await server.app.inject({ method: 'GET', url })).rawPayload
}
const numberOf = (key: string) => report.figures?.numbers.find((one) => one.key === key)
const plain = (text: string) => text.replace(/\s/g, '')
const wordsOf = ({ sections, figures }: Bulletin) =>
  sections.flatMap(({ heading, paragraphs }) => [
    heading,
    ...(figures ? paragraphs.map((text) => readParagraph(text, figures)) : []),
  ])

describe('the annual report', () => {
  it('counts every kind of the calendar year and compares it with the year before, once', () => {
    expect(report).toMatchObject({ state: 'published', kind: 'annual' })
    expect(report.number).toBe('民意年报〔2027〕1号')
    expect(report.figures).toMatchObject({
      before: { from: '2025-01-01', to: '2025-12-31' },
      yearBefore: { from: '2025-01-01', to: '2025-12-31' },
    })
    expect(numberOf('received')?.shown).toBe('223件')
    expect(numberOf('received.before-change')?.shown).toBe('比上年多123件（增长123.0%）')
    expect(numberOf('solved.before-change')?.shown).toMatch(/^提高\d+\.\d个百分点$/)
    expect(numberOf('received.year-change'), 'the same year is not compared twice').toBeUndefined()
    expect(numberOf('kind.praise')?.shown).toBe('件数少，不单列')
    const [overview] = report.sections
    expect(overview?.paragraphs[0]).toContain('2026年共收到各类民意诉求{{received}}，{{received.before-change}}。')
  })

  it('tells townships apart, with the small ones together, and lists who interfered by office and post alone', () => {
    const [places, interventions] = report.figures?.tables ?? []
    expect(places?.head).toEqual(['镇（街道）', '本年收到', '上年收到', '本年答复', '解决率（n）', '满意率（n）'])
    expect(places?.rows.map(([name, received]) => [name, received])).toEqual([
      ['北镇', '120'],
      ['其他2个镇（街道）', '103'],
      ['合计', '223'],
    ])
    expect(numberOf('interventions')?.shown).toBe('1件')
    expect(interventions?.rows).toEqual([['6月3日', '上级或其他机关人员', office, '副主任', '电话', '为被投诉人说情']])
    expect(report.sections.find(({ id }) => id === 'supervision')?.tables).toEqual(['interventions'])
  })

  it('quotes published figures with the certificate that everybody can open', async () => {
    const quoted = numberOf('figure.1')
    expect(quoted?.source).toMatchObject({ kind: 'certificate', figureId })
    expect(quoted?.shown).toMatch(/^\d+\.\d%（区间\d+\.\d%–\d+\.\d%，n=90）$/)
    const open = await must(server.call(readOpenFigure, { figureId }))
    expect(quoted?.source).toMatchObject({ sha256: open.rows.sha256 })
  })

  it('reads back from the DOCX, every mark leading to its origin', async () => {
    const zip = await JSZip.loadAsync(await fileOf('docx'))
    const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
    const text = xml.replace(/<w:vertAlign w:val="superscript"\/>.*?<\/w:t>/g, '').replace(/<[^>]+>/g, '')
    for (const words of wordsOf(report)) expect(plain(text)).toContain(plain(words))
    expect(text).toContain(`出生证明${figureId}`)
    expect(text).not.toContain('钱某某')
    const places = new Set([...xml.matchAll(/<w:bookmarkStart w:name="([^"]+)"/g)].map(([, name]) => name))
    const marks = [...xml.matchAll(/w:anchor="([^"]+)"/g)].map(([, name]) => name)
    expect(marks.length).toBeGreaterThanOrEqual(shownKeys(report.sections).length)
    expect(marks.filter((name) => !places.has(name))).toEqual([])
  })

  it('says the same in the PDF, and its marks lead there too', async () => {
    const bytes = await fileOf('pdf')
    const pages = await pdfPages(bytes)
    const [first = ''] = pages
    const marks = shownKeys(report.sections).map((_, i) => String(i + 1))
    for (const words of ['市司法局文件', '民意年报〔2027〕1号', '2026年民意诉求办理情况', '年度报告'])
      expect(plain(first)).toContain(words)
    const whole = plain(pages.join(''))
    for (const words of ['一、总体情况', '数字出处清单', `出生证明${figureId}`, '2027年2月10日', '印发', office])
      expect(whole).toContain(words)
    expect(whole).toContain(plain(numberOf('received.before-change')?.shown ?? ''))
    expect(whole).not.toContain('钱某某')
    const { links, known } = await pdfLinks(bytes)
    expect(links.length).toBeGreaterThanOrEqual(marks.length)
    expect([...new Set(links)].filter((name) => !known.includes(name))).toEqual([])
  })
})
