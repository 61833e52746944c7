import pdfmake from 'pdfmake'
import type { Column, Content, ContextPageSize, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces'
import { asText, chartSize, drawBars } from './chart.ts'
import { fontFiles } from './fonts.ts'
import { type Block, balanced, type Mark, type Paper, type Run, red, sheet, signaturePlaces, size } from './paper.ts'

pdfmake.setFonts({
  body: { normal: fontFiles.body, bold: fontFiles.strong },
  heading: { normal: fontFiles.heading },
})
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => Object.values<string>(fontFiles).includes(path))

/** The fonts' own line, in sizes; lines are set to 22 a page. */
const natural = 1.437
const headingNatural = 1.16
const leading = (points: number, line: number = sheet.line, own = natural) => line / (points * own)
/** 28 characters of 16 points are a little wider than the 156 mm of the standard. */
const tight = (sheet.textWidth - 28 * size.three) / 28

/** Sets a paper as PDF, its fonts embedded as far as they are used. The foot (版记) stands at the bottom of the last page. */
export async function setPdf(paper: Paper): Promise<Buffer> {
  const ends: { page: number; top: number }[] = []
  await pdfmake.createPdf(definitionOf(paper, 0, (end) => ends.push(end))).getBuffer()
  const end = ends.at(-1)
  const footHeight = (paper.copies === '' ? 1 : 2) * 29 + 6
  const room = end ? sheet.height - sheet.bottom - end.top - footHeight : 0
  return pdfmake.createPdf(definitionOf(paper, Math.max(0, room), () => {})).getBuffer()
}

function definitionOf(paper: Paper, filler: number, told: (end: { page: number; top: number }) => void) {
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: [sheet.left, sheet.top, sheet.right, sheet.bottom],
    info: { title: paper.title, author: paper.issuer, subject: paper.number },
    defaultStyle: { font: 'body', fontSize: size.three, lineHeight: leading(size.three), characterSpacing: tight },
    content: [
      ...mastheadOf(paper),
      ...paper.blocks.flatMap((block, i) => blockOf(block, i === paper.blocks.length - 1)),
      ...signatureOf(paper),
      ...paper.attachments.flatMap(attachmentOf),
      ...footOf(paper, filler),
    ],
    footer: (page: number, _: number, area: ContextPageSize) => pageNumber(page, area),
    pageBreakBefore: (node, others) => {
      const [at] = node.startPosition ? [node.startPosition] : []
      if (node.id === 'end' && at) told({ page: at.pageNumber, top: at.top })
      return isLeftAlone(node, others)
    },
  }
  return definition
}

type Node = Parameters<NonNullable<TDocumentDefinitions['pageBreakBefore']>>[0]
type Others = Parameters<NonNullable<TDocumentDefinitions['pageBreakBefore']>>[1]

/** A heading without a line below it, and the last paragraph where the signature would stand on the next page without any of the text. */
function isLeftAlone({ id, headlineLevel, pageNumbers }: Node, others: Others): boolean {
  if (headlineLevel !== undefined) {
    const [next] = others.getFollowingNodesOnPage().filter((node) => node.id !== foot)
    return next === undefined || (next.id === last && next.pageNumbers.length === 1 && isSignedOver(others))
  }
  return id === last && pageNumbers.length === 1 && isSignedOver(others)
}

/** Whether the signature begins on the page after. */
const isSignedOver = (others: Others): boolean => others.getNodesOnNextPage().some(({ id }) => id === signature)

const last = 'last'
const signature = 'signature'
const foot = 'foot'

function mastheadOf({ masthead, number, title, remark, recipients }: Paper): Content[] {
  return [
    {
      text: masthead,
      color: red,
      bold: true,
      fontSize: mastheadSize(masthead),
      alignment: 'center',
      lineHeight: 1,
      characterSpacing: 2,
      margin: [0, 35 * sheet.mm - 24, 0, 0],
    },
    { text: number, alignment: 'center', margin: [0, sheet.line * 2, 0, 4 * sheet.mm - 8] },
    line(2, red),
    {
      text: balanced(title),
      bold: true,
      fontSize: size.two,
      alignment: 'center',
      lineHeight: leading(size.two, 36),
      characterSpacing: 0,
      margin: [20, sheet.line * 2, 20, 0],
    },
    ...(remark === null
      ? []
      : [{ text: `（${remark}）`, fontSize: size.four, alignment: 'center' as const, lineHeight: leading(size.four) }]),
    { text: `${recipients}：`, margin: [0, sheet.line, 0, 0] },
  ]
}

/** The masthead fits the width of the type area on one line. */
const mastheadSize = (words: string) => Math.min(size.masthead, (sheet.textWidth - 8) / [...words].length - 2)

const line = (width: number, color = '#000000'): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: sheet.textWidth, y2: 0, lineWidth: width, lineColor: color }],
})

/** The end of the text has a name, by which the signature is kept with it. */
function blockOf(block: Block, isLast = false): Content[] {
  if (block.kind === 'paragraph') {
    const text = block.runs.flatMap(runOf)
    if (block.small)
      return [{ text, fontSize: size.smallFour, lineHeight: leading(size.smallFour, 20), characterSpacing: 0 }]
    return [{ text, leadingIndent: size.three * 2, alignment: 'justify', ...(isLast ? { id: last } : {}) }]
  }
  if (block.kind === 'heading') {
    const lineHeight = leading(size.three, sheet.line, headingNatural)
    return [{ text: block.words, headlineLevel: 1, font: 'heading', leadingIndent: size.three * 2, lineHeight }]
  }
  if (block.kind === 'table') return [tableOf(block)]
  const picture: Content = { svg: drawBars(block.bars, asText), width: Math.min(chartSize.width, sheet.textWidth) }
  return [{ stack: [captionOf(block), picture, noteOf(block.note)], unbreakable: true }]
}

type Titled = { title: string; mark: Mark | null }

const captionOf = ({ title, mark }: Titled): Content => ({
  text: [title, ...markOf(mark)],
  font: 'heading',
  fontSize: size.four,
  alignment: 'center',
  lineHeight: leading(size.four, 20, headingNatural),
  margin: [0, 8, 0, 4],
  characterSpacing: 0,
})

const noteOf = (words: string): Content => ({
  text: words,
  fontSize: size.five,
  lineHeight: leading(size.five, 16),
  characterSpacing: 0,
  margin: [0, 3, 0, 8],
})

/** The longest table that is kept on one page. */
const keptRows = 14

function tableOf({ head, rows, widths, note, ...titled }: Extract<Block, { kind: 'table' }>): Content {
  const all = widths.reduce((sum, one) => sum + one, 0)
  const cell = (words: string, i: number): TableCell => ({ text: words, alignment: i === 0 ? 'left' : 'center' })
  const headCell = (words: string): TableCell => ({
    text: words,
    font: 'heading',
    alignment: 'center',
    lineHeight: leading(size.smallFour, 18, headingNatural),
  })
  const table: Content = {
    fontSize: size.smallFour,
    lineHeight: leading(size.smallFour, 18),
    characterSpacing: 0,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: widths.map((one) => (sheet.textWidth * one) / all - 7),
      body: [head.map(headCell), ...rows.map((row) => row.map(cell))],
    },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingLeft: () => 3, paddingRight: () => 3 },
  }
  return { stack: [captionOf(titled), table, noteOf(note)], unbreakable: rows.length <= keptRows }
}

function runOf({ words, mark, anchor }: Run): Column[] {
  return [anchor === undefined ? { text: words } : { text: words, id: anchor }, ...markOf(mark ?? null)]
}

const markOf = (mark: Mark | null): Column[] =>
  mark === null ? [] : [{ text: mark.words, sup: true, linkToDestination: mark.to, color: '#1D4ED8' }]

/** The attachments that are named, the issuer and the day: never parted, and never on a page without text. */
function signatureOf({ issuer, day, attachments }: Paper): Content[] {
  const listed: Content[] = attachments.map(({ title }, i) => ({
    text: attachments.length === 1 ? `附件：${title}` : `${i === 0 ? '附件：' : '　　　'}${i + 1}．${title}`,
    margin: [size.three * 2, i === 0 ? sheet.line : 0, 0, 0],
  }))
  const places = signaturePlaces(issuer, day)
  return [
    {
      stack: [
        ...listed,
        { text: issuer, id: signature, characterSpacing: 0, margin: [places.issuer, sheet.line, 0, 0] },
        { text: day, characterSpacing: 0, margin: [places.day, 0, 0, 0] },
      ],
      unbreakable: true,
    },
  ]
}

function attachmentOf({ title, blocks }: Paper['attachments'][number], i: number, all: readonly unknown[]): Content[] {
  return [
    { text: all.length === 1 ? '附件' : `附件${i + 1}`, font: 'heading', pageBreak: 'before' },
    {
      text: balanced(title),
      bold: true,
      fontSize: size.two,
      alignment: 'center',
      lineHeight: leading(size.two, 36),
      characterSpacing: 0,
      margin: [0, sheet.line * 0.5, 0, sheet.line * 0.5],
    },
    ...blocks.flatMap((block) => blockOf(block)),
  ]
}

/** 版记: thick lines outside, thin ones inside; who else gets it, who printed it and when. */
function footOf({ copies, issuer, day }: Paper, filler: number): Content[] {
  const words = { fontSize: size.four, lineHeight: leading(size.four, 22), characterSpacing: 0 }
  return [
    { text: ' ', id: 'end', fontSize: 1, lineHeight: 1 },
    {
      unbreakable: true,
      margin: [0, filler, 0, 0],
      stack: [
        line(0.35 * sheet.mm),
        ...(copies === ''
          ? []
          : [
              {
                ...words,
                text: `抄送：${copies}。`,
                margin: [size.four, 3, size.four, 3] as [number, number, number, number],
              },
              line(0.25 * sheet.mm),
            ]),
        {
          ...words,
          columns: [
            { text: issuer, width: '*' },
            { text: `${day}印发`, alignment: 'right', width: 'auto' },
          ],
          margin: [size.four, 3, size.four, 3],
        },
        line(0.35 * sheet.mm),
      ],
    },
  ]
}

/** 页码: 四号, between dashes, 7 mm under the type area; right on odd pages and left on even ones, one character in. */
const pageNumber = (page: number, _: ContextPageSize): Content => ({
  text: `— ${page} —`,
  id: foot,
  fontSize: size.four,
  characterSpacing: 0,
  alignment: page % 2 === 1 ? 'right' : 'left',
  margin: [sheet.left + size.four, 7 * sheet.mm, sheet.right + size.four, 0],
})
