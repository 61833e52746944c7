import { createHash } from 'node:crypto'
import { type Bulletin, BulletinFormat } from '@minyi/shared/bulletins/contract.ts'
import { readParagraph } from '@minyi/shared/bulletins/rules.ts'
import JSZip from 'jszip'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeItems, makePublished } from '../../support/factories/bulletins.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let published: Bulletin

beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  const bureau = await makeUnit(ctx, { name: '市司法局' })
  const unit = await makeUnit(ctx, { name: '市城管局' })
  await makeItems(ctx, { count: 60, at: '2026-05-12T10:00:00+08:00', unitId: unit.id, solved: 50, identity: 'public' })
  const staff = (permissions: ('bulletins.write' | 'bulletins.review')[]): Promise<Session> =>
    server.staff(server.east, { permissions, memberOf: bureau.id })
  published = await makePublished(server, await staff(['bulletins.write']), await staff(['bulletins.review']))
}, 60_000)
afterAll(() => server.close())

const fileOf = async (format: BulletinFormat) => {
  const url = `/api/${server.east.slug}/public/bulletins/${published.id}/files/${format}`
  const answer = await server.app.inject({ method: 'GET', url })
  return { bytes: answer.rawPayload, type: String(answer.headers['content-type']) }
}

/** The files of a zip, by their names. */
async function unzipped(bytes: Buffer): Promise<Record<string, Buffer>> {
  const zip = await JSZip.loadAsync(bytes)
  const files = Object.values(zip.files).filter(({ dir }) => !dir)
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.name, await file.async('nodebuffer')] as const)),
  )
}

/** Everything that the text must say, read without spaces: how lines break is not the point. */
const plain = (text: string) => text.replace(/\s/g, '')
const mm = (points: number) => (points / 72) * 25.4

describe('the files of a published bulletin', () => {
  it.each(BulletinFormat.options)('are the very ones that were published, as %s', async (format) => {
    const { bytes } = await fileOf(format)
    const kept = published.files.find((one) => one.format === format)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(kept?.sha256)
    expect(bytes.equals((await fileOf(format)).bytes)).toBe(true)
  })

  it('say every paragraph in the PDF, on A4 within the margins of the standard, with embedded fonts', async () => {
    const { bytes, type } = await fileOf('pdf')
    expect(type).toBe('application/pdf')
    const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
    const document = await loading.promise
    const pages = await Promise.all(Array.from({ length: document.numPages }, (_, i) => document.getPage(i + 1)))
    const items = (await Promise.all(pages.map((page) => page.getTextContent()))).flatMap(({ items }, page) =>
      items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [{ ...item, page }] : [])),
    )
    const marks = /^\d{1,2}$/
    const text = plain(
      items
        .filter(({ str, height }) => !(marks.test(str) && height < 12))
        .map(({ str }) => str)
        .join(''),
    )
    const { figures } = published
    if (!figures) throw new Error('a published bulletin has its figures')
    for (const words of published.sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs])) {
      expect(text).toContain(plain(readParagraph(words, figures)))
    }
    for (const words of [published.number ?? '', '市司法局文件', '印发', '附件', '数字出处清单', figures.sha256]) {
      expect(text).toContain(plain(words))
    }
    const { width, height } = pages[0]?.getViewport({ scale: 1 }) ?? { width: 0, height: 0 }
    expect([Math.round(mm(width)), Math.round(mm(height))]).toEqual([210, 297])
    const body = items.filter(({ str }) => !/^— ?\d+ ?—$/.test(str.trim()))
    expect(Math.min(...body.map(({ transform }) => mm(Number(transform[4]))))).toBeGreaterThanOrEqual(27.9)
    expect(Math.max(...body.map(({ transform, width }) => mm(Number(transform[4]) + width)))).toBeLessThanOrEqual(185)
    expect(items.filter(({ str }) => /^—/.test(str.trim()))).toHaveLength(document.numPages)
    expect(bytes.toString('latin1').match(/\/FontFile[23]/g)?.length).toBeGreaterThanOrEqual(3)
    await loading.destroy()
  })

  it('set the DOCX in the fonts, sizes and margins of the standard, with its table and its chart', async () => {
    const files = await unzipped((await fileOf('docx')).bytes)
    const xml = files['word/document.xml']?.toString('utf8') ?? ''
    expect(xml).toContain('w:eastAsia="仿宋"')
    expect(xml).toContain('w:eastAsia="方正小标宋简体"')
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    const text = xml.replace(/<[^>]+>/g, '')
    expect(text).toContain('行政执法投诉举报办理情况的通报')
    expect(text).toContain(published.number)
    expect(xml.match(/<w:tbl>/g)).toHaveLength(1)
    expect(Object.keys(files).filter((name) => /^word\/media\/.*\.png$/.test(name))).toHaveLength(1)
  })

  it('hold no text, name or id of any item', async () => {
    const files = await unzipped((await fileOf('docx')).bytes)
    const everything = Object.values(files)
      .map((bytes) => bytes.toString('utf8'))
      .join('')
    for (const secret of ['张三丰', '测试件']) expect(everything).not.toContain(secret)
  })
})
