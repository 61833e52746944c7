import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  ImageRun,
  InternalHyperlink,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { chartSize, paintBars } from './chart.ts'
import { wordFonts } from './fonts.ts'
import { type Block, balanced, type Mark, type Paper, type Run, red, sheet, signaturePlaces, size } from './paper.ts'

const twips = (points: number) => Math.round(points * 20)
const exact = (points: number) => ({ line: twips(points), lineRule: LineRuleType.EXACT })

type Look = { font?: string; points?: number; color?: string; bold?: boolean; superScript?: boolean; break?: number }

/** Sets a paper as DOCX in the fonts of the standard, so that the office's Word shows and prints it in the official form. */
export async function setDocx(paper: Paper): Promise<Buffer> {
  const blocks = await Promise.all(paper.blocks.map((block, i) => blockOf(block, i === paper.blocks.length - 1)))
  const attachments = await Promise.all(paper.attachments.map(attachmentOf))
  const document = new Document({
    title: paper.title,
    creator: paper.issuer,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: { run: { font: fontOf(wordFonts.body), size: size.three * 2, language: { eastAsia: 'zh-CN' } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(sheet.width), height: twips(sheet.height) },
            margin: {
              top: twips(sheet.top),
              left: twips(sheet.left),
              right: twips(sheet.right),
              bottom: twips(sheet.bottom),
              footer: twips(sheet.bottom - 7 * sheet.mm - size.four),
            },
          },
          grid: { linePitch: twips(sheet.line), type: 'lines' },
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [
          ...mastheadOf(paper),
          ...blocks.flat(),
          ...signatureOf(paper),
          ...attachments.flat(),
          ...footOf(paper),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

const fontOf = (name: string) => ({ ascii: name, eastAsia: name, hAnsi: name, cs: name })

const run = (words: string, { font = wordFonts.body, points = size.three, ...rest }: Look = {}) =>
  new TextRun({ text: words, font: fontOf(font), size: points * 2, ...rest })

const paragraph = (
  children: IParagraphOptions['children'],
  options: IParagraphOptions = {},
  line: number = sheet.line,
) => new Paragraph({ ...options, spacing: { ...exact(line), ...options.spacing }, children: children ?? [] })

const indent = { firstLine: twips(size.three * 2) }
const centre = AlignmentType.CENTER

function mastheadOf({ masthead, number, title, remark, recipients }: Paper): Paragraph[] {
  const points = Math.floor(Math.min(size.masthead, (sheet.textWidth - 8) / [...masthead].length))
  return [
    paragraph(
      [run(masthead, { font: wordFonts.title, points, color: red })],
      { alignment: centre, spacing: { before: twips(35 * sheet.mm - 24) } },
      points + 8,
    ),
    paragraph([run(number)], {
      alignment: centre,
      spacing: { before: twips(sheet.line * 2) },
      border: { bottom: { style: BorderStyle.SINGLE, size: 16, color: red.slice(1), space: 11 } },
    }),
    paragraph(
      balanced(title)
        .split('\n')
        .map((words, i) => run(words, { font: wordFonts.title, points: size.two, break: i === 0 ? 0 : 1 })),
      { alignment: centre, spacing: { before: twips(sheet.line * 2) } },
      36,
    ),
    ...(remark === null ? [] : [paragraph([run(`（${remark}）`, { points: size.four })], { alignment: centre })]),
    paragraph([run(`${recipients}：`)], { spacing: { before: twips(sheet.line) } }),
  ]
}

/** `keepNext`: the last lines stay on the page of what follows, as those of the text do with the signature. */
async function blockOf(block: Block, keepNext = false): Promise<(Paragraph | Table)[]> {
  if (block.kind === 'heading')
    return [paragraph([run(block.words, { font: wordFonts.heading })], { indent, keepNext: true })]
  if (block.kind === 'paragraph') {
    if (!block.small)
      return [
        paragraph(
          block.runs.flatMap((one) => runOf(one)),
          { indent, keepNext },
        ),
      ]
    return [
      paragraph(
        block.runs.flatMap((one) => runOf(one, size.smallFour)),
        {},
        20,
      ),
    ]
  }
  const caption = paragraph([run(block.title, { font: wordFonts.heading, points: size.four }), ...markOf(block.mark)], {
    alignment: centre,
    keepNext: true,
  })
  const note = paragraph([run(block.note, { points: size.five })], { keepNext, spacing: { after: 120 } }, 16)
  if (block.kind === 'chart') {
    const data = await paintBars(block.bars)
    const picture = new ImageRun({
      type: 'png',
      data,
      transformation: { width: chartSize.width * 1.3, height: (chartSize.height - 20) * 1.3 },
      altText: {
        name: block.title,
        title: block.title,
        description: block.bars.map(({ name, shown }) => `${name}${shown}`).join('，'),
      },
    })
    return [caption, new Paragraph({ alignment: centre, children: [picture] }), note]
  }
  return [caption, tableOf(block), note]
}

function tableOf({ head, rows, widths }: Extract<Block, { kind: 'table' }>): Table {
  const all = widths.reduce((sum, one) => sum + one, 0)
  const columnWidths = widths.map((one) => twips((sheet.textWidth * one) / all))
  const cell = (words: string, i: number, font?: string) =>
    new TableCell({
      verticalAlign: VerticalAlign.CENTER,
      width: { size: columnWidths[i] ?? 0, type: WidthType.DXA },
      margins: { left: 80, right: 80, top: 40, bottom: 40 },
      children: [
        paragraph(
          [run(words, { points: size.smallFour, ...(font === undefined ? {} : { font }) })],
          { alignment: font !== undefined || i > 0 ? centre : AlignmentType.LEFT },
          18,
        ),
      ],
    })
  return new Table({
    width: { size: twips(sheet.textWidth), type: WidthType.DXA },
    columnWidths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((words, i) => cell(words, i, wordFonts.heading)),
      }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((words, i) => cell(words, i)) })),
    ],
  })
}

function runOf({ words, mark, anchor }: Run, points: number = size.three) {
  const text = run(words, { points })
  return [anchor === undefined ? text : new Bookmark({ id: anchor, children: [text] }), ...markOf(mark ?? null)]
}

const markOf = (mark: Mark | null) =>
  mark === null
    ? []
    : [new InternalHyperlink({ anchor: mark.to, children: [run(mark.words, { superScript: true, color: '1D4ED8' })] })]

function signatureOf({ issuer, day, attachments }: Paper): Paragraph[] {
  const listed = attachments.map(({ title }, i) =>
    paragraph(
      [run(attachments.length === 1 ? `附件：${title}` : `${i === 0 ? '附件：' : '　　　'}${i + 1}．${title}`)],
      { indent, keepNext: true, ...(i === 0 ? { spacing: { before: twips(sheet.line) } } : {}) },
    ),
  )
  const places = signaturePlaces(issuer, day)
  return [
    ...listed,
    paragraph([run(issuer)], {
      indent: { left: twips(places.issuer) },
      keepNext: true,
      spacing: { before: twips(sheet.line) },
    }),
    paragraph([run(day)], { indent: { left: twips(places.day) } }),
  ]
}

async function attachmentOf({ title, blocks }: Paper['attachments'][number], i: number, all: readonly unknown[]) {
  const set = await Promise.all(blocks.map((block) => blockOf(block)))
  return [
    paragraph([new PageBreak(), run(all.length === 1 ? '附件' : `附件${i + 1}`, { font: wordFonts.heading })]),
    paragraph(
      [run(title, { font: wordFonts.title, points: size.two })],
      { alignment: centre, spacing: { before: twips(sheet.line / 2), after: twips(sheet.line / 2) } },
      36,
    ),
    ...set.flat(),
  ]
}

/** 版记: thick lines outside, a thin one between. */
function footOf({ copies, issuer, day }: Paper): Paragraph[] {
  const thick = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 3 }
  const thin = { ...thick, size: 6 }
  const sides = { left: twips(size.four), right: twips(size.four) }
  const printed = [run(issuer, { points: size.four }), run(`\t${day}印发`, { points: size.four })]
  const tabStops = [{ type: TabStopType.RIGHT, position: twips(sheet.textWidth - size.four) }]
  const space = { before: twips(sheet.line * 2) }
  if (copies === '')
    return [paragraph(printed, { indent: sides, tabStops, spacing: space, border: { top: thick, bottom: thick } })]
  return [
    paragraph([run(`抄送：${copies}。`, { points: size.four })], {
      indent: sides,
      spacing: space,
      border: { top: thick, bottom: thin },
    }),
    paragraph(printed, { indent: sides, tabStops, border: { bottom: thick } }),
  ]
}

const pageNumber = (alignment: (typeof AlignmentType)[keyof typeof AlignmentType]) => {
  const look = { font: fontOf(wordFonts.page), size: size.four * 2 }
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: twips(size.four), right: twips(size.four) },
        children: [
          new TextRun({ text: '— ', ...look }),
          new TextRun({ children: [PageNumber.CURRENT], ...look }),
          new TextRun({ text: ' —', ...look }),
        ],
      }),
    ],
  })
}
