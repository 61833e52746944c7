/**
 * An official paper (公文) after GB/T 9704—2012, as data: what stands on it, in order. `pdf.ts` and `docx.ts` set it; both keep the
 * measures below.
 */
export type Paper = {
  /** 发文机关标志, in red above the line. */
  masthead: string
  /** 发文字号; a draft has none and says so. */
  number: string
  title: string
  /** Under the title, in brackets: that it is simulated, or a draft. */
  remark: string | null
  recipients: string
  blocks: Block[]
  /** 附件: each begins a page of its own. */
  attachments: { title: string; blocks: Block[] }[]
  issuer: string
  day: string
  copies: string
}

export type Block =
  | { kind: 'heading'; words: string }
  | { kind: 'paragraph'; runs: Run[]; small?: boolean }
  | {
      kind: 'table'
      title: string
      mark: Mark | null
      head: string[]
      rows: string[][]
      widths: number[]
      note: string
    }
  | { kind: 'chart'; title: string; mark: Mark | null; bars: Bar[]; note: string }

/** A small raised word that leads to its entry in the attachment. */
export type Mark = { words: string; to: string }
/** A stretch of words. `anchor` is where marks lead to. */
export type Run = { words: string; mark?: Mark; anchor?: string }
export type Bar = { name: string; value: number | null; shown: string }

const mm = 72 / 25.4

/** GB/T 9704—2012, 5.2: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines a page, 28 characters a line; in points. */
export const sheet = {
  width: 210 * mm,
  height: 297 * mm,
  top: 37 * mm,
  left: 28 * mm,
  right: 26 * mm,
  bottom: 35 * mm,
  textWidth: 156 * mm,
  line: (225 * mm) / 22,
  mm,
} as const

/** 字号 in points: 二号, 三号, 四号, 小四, 五号, and 小初 for the masthead. */
export const size = { masthead: 36, two: 22, three: 16, four: 14, smallFour: 12, five: 10.5 } as const

export const red = '#E60012'

/**
 * Where issuer and day begin below the text, in points from the left (GB/T 9704—2012, 7.3.5.2, without a seal): the issuer ends two
 * characters before the edge, the day begins two characters after the issuer; where the day is longer, it is the one to end there.
 */
export function signaturePlaces(issuer: string, day: string): { issuer: number; day: number } {
  const right = sheet.textWidth - 2 * size.three
  const start = right - widthOf(issuer)
  const dayStart = Math.min(start + 2 * size.three, right - widthOf(day))
  return { issuer: Math.max(0, Math.min(start, dayStart - 2 * size.three)), day: dayStart }
}

/** As wide as words of 三号 are, a figure being somewhat wider than half a character. */
const widthOf = (words: string) =>
  [...words].reduce((sum, letter) => sum + (/[\x20-\x7e]/.test(letter) ? 0.57 : 1) * size.three, 0)

/** A long title in two lines of like length, broken before 办理情况 or 年度报告 where it has them (梯形或菱形). */
export function balanced(title: string): string {
  if ([...title].length <= 19 || title.includes('\n')) return title
  const at =
    ['办理情况', '年度报告'].map((words) => title.indexOf(words)).find((found) => found > 5) ??
    Math.ceil(title.length / 2)
  return `${title.slice(0, at)}\n${title.slice(at)}`
}
