import { setDocx } from '@minyi/server/platform/papers/docx.ts'
import { type Block, type Paper, sheet, signaturePlaces, size } from '@minyi/server/platform/papers/paper.ts'
import { setPdf } from '@minyi/server/platform/papers/pdf.ts'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { pdfPages } from '../../support/pdf.ts'

const line = '各承办单位要对照本期反映的问题逐项整改，按期办结。'
const paragraph = (words: string): Block => ({ kind: 'paragraph', runs: [{ words }] })
const paper = (blocks: Block[], more: Partial<Paper> = {}): Paper => ({
  masthead: '市司法局文件',
  number: '执法监督通报〔2026〕1号',
  title: '关于2026年5月行政执法投诉举报办理情况的通报',
  remark: null,
  recipients: '各单位',
  blocks,
  attachments: [{ title: '数字出处清单', blocks: [paragraph(line)] }],
  issuer: '市司法局',
  day: '2026年6月11日',
  copies: '',
  ...more,
})
const pagesOf = async (given: Paper) => (await pdfPages(await setPdf(given))).map((text) => text.replace(/\s/g, ''))

describe('an official paper', () => {
  it('of whatever length has text on the page of its signature, and no heading at the foot of one', async () => {
    for (let lines = 2; lines <= 8; lines += 1) {
      const body = [
        ...Array.from({ length: lines }, () => paragraph(line)),
        paragraph(`${line}${line}${line}最后一段。`),
      ]
      const pages = await pagesOf(paper(body))
      const signed = pages.find((text) => text.includes('市司法局2026年6月11日') && !text.includes('附件数字'))
      expect(signed, `${lines} lines`).toContain('段。附件：数字出处清单市司法局2026年6月11日')
      const headed: Block[] = [...body, { kind: 'heading', words: '二、下一步要求' }, paragraph(line)]
      const found = (await pagesOf(paper(headed))).find((text) => text.includes('二、下一步要求'))
      expect(found, `${lines} lines`).toMatch(/二、下一步要求各承办单位/)
    }
  }, 180_000)

  it('keeps the end of its text with the signature in Word too', async () => {
    const zip = await JSZip.loadAsync(await setDocx(paper([paragraph('第一段。'), paragraph('最后一段。')])))
    const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
    const [first = '', last = ''] = ['第一段。', '最后一段。'].map(
      (words) => xml.split('<w:p>').find((part) => part.includes(words)) ?? '',
    )
    expect(first).not.toContain('<w:keepNext/>')
    expect(last).toContain('<w:keepNext/>')
  })

  it('is signed as the standard says: two characters from the edge, the day two after the issuer', () => {
    const edge = sheet.textWidth - 2 * size.three
    const long = signaturePlaces('太仓市行政执法监督局办公室', '2026年6月1日')
    expect(long.day - long.issuer).toBeCloseTo(2 * size.three)
    expect(long.issuer + 13 * size.three).toBeCloseTo(edge)
    const short = signaturePlaces('司法局', '2026年11月22日')
    expect(short.day - short.issuer).toBeCloseTo(2 * size.three)
    expect(short.issuer).toBeLessThan(edge - 3 * size.three)
  })
})
