import type { Period } from '../indicators/contract.ts'
import { verdictLabels } from '../indicators/labels.ts'
import { yearBefore } from '../indicators/periods/rules.ts'
import { addDays, addMonths, type Day, daysBetween, firstOfMonth } from '../platform/time.ts'
import type {
  Bulletin,
  BulletinAct,
  BulletinCheck,
  BulletinFigures,
  BulletinSection,
  BulletinState,
} from './contract.ts'

/** No count under this is printed, unless it is none at all (rules of the field, small cells). */
export const smallest = 5

/** The longest period of a bulletin, in days. */
const longest = 366

/** From where each step may be taken, and where it leads. */
export const bulletinSteps: Record<BulletinAct, { from: readonly BulletinState[]; to: BulletinState | null }> = {
  recount: { from: ['draft', 'failed'], to: 'preparing' },
  edit: { from: ['draft'], to: 'draft' },
  submit: { from: ['draft'], to: 'in-review' },
  approve: { from: ['in-review'], to: 'reviewed' },
  return: { from: ['in-review', 'reviewed'], to: 'draft' },
  publish: { from: ['reviewed'], to: 'published' },
  correct: { from: ['published'], to: null },
}

const wordsOfWriter: readonly BulletinAct[] = ['recount', 'edit', 'submit', 'correct']

/** What somebody may do with a bulletin now. Nobody reviews or publishes what they wrote a word of. */
export function bulletinActsOf(
  state: BulletinState,
  who: { writes: boolean; reviews: boolean; wrote: boolean; corrected: boolean },
): BulletinAct[] {
  const acts: BulletinAct[] = ['recount', 'edit', 'submit', 'approve', 'return', 'publish', 'correct']
  return acts.filter((act) => {
    if (!bulletinSteps[act].from.includes(state)) return false
    if (act === 'correct' && who.corrected) return false
    return wordsOfWriter.includes(act) ? who.writes : who.reviews && !who.wrote
  })
}

/** What is wrong with the days of a bulletin, or null: they are over, in order, and a year at most; a report is of a calendar year. */
export function periodFault(kind: Bulletin['kind'], { from, to }: Period, today: Day): string | null {
  if (from > to) return '结束日期在开始日期之前'
  if (to >= today) return '这段时间还没有结束'
  if (daysBetween(from, to) + 1 > longest) return '一份通报最多一年'
  if (kind === 'annual' && !(from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`)) {
    return '年度报告应是一个自然年（1月1日到12月31日）'
  }
  return null
}

/** The period before (上期) and the same days a year ago (上年同期): whole months are compared with as many whole months. */
export function comparedPeriods(period: Period): { before: Period; yearBefore: Period } {
  const { from, to } = period
  const next = addDays(to, 1)
  if (from !== firstOfMonth(from) || next !== firstOfMonth(next)) {
    const before = { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) }
    return { before, yearBefore: yearBefore(period) }
  }
  const months = monthsBetween(from, next)
  return {
    before: { from: addMonths(from, -months), to: addDays(from, -1) },
    yearBefore: { from: addMonths(from, -12), to: addDays(addMonths(next, -12), -1) },
  }
}

const monthsBetween = (from: Day, to: Day) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))

/** A stretch of a paragraph: words that can be edited, or the place of a frozen number. */
export type Stretch = { kind: 'words'; words: string } | { kind: 'number'; key: string }

/** A paragraph in its stretches; joined again by `paragraphOf` they give the same text. */
export function stretchesOf(paragraph: string): Stretch[] {
  return paragraph
    .split(/(\{\{[a-z0-9.-]+\}\})/i)
    .filter((part) => part !== '')
    .map((part) => {
      const key = /^\{\{([a-z0-9.-]+)\}\}$/i.exec(part)?.[1]
      return key === undefined ? { kind: 'words', words: part } : { kind: 'number', key }
    })
}

export const paragraphOf = (stretches: readonly Stretch[]): string =>
  stretches.map((one) => (one.kind === 'words' ? one.words : `{{${one.key}}}`)).join('')

/** A paragraph as it is read, with its numbers in their places. */
export function readParagraph(paragraph: string, figures: Pick<BulletinFigures, 'numbers'>): string {
  return stretchesOf(paragraph)
    .map((one) => (one.kind === 'words' ? one.words : (figures.numbers.find((n) => n.key === one.key)?.shown ?? '')))
    .join('')
}

/** Digits that are no figure: days, years, ordinals of clauses and names such as 12345. */
const plainDigits = /\d{4}年|\d{1,2}月|\d{1,2}日|第\d+[期号条款项]|〔\d{4}〕|\d+号|12345|13710|12388/g
const counted =
  /\d|[０-９]|[一二三四五六七八九十百千万两]+(?:多)?(?:件|人次|个百分点|成)|百分之[一二三四五六七八九十百]/

/** What is wrong with the words of a paragraph, or null: a number that is not known, or one that was written by hand. */
export function paragraphFault(paragraph: string, keys: ReadonlySet<string>): string | null {
  const stretches = stretchesOf(paragraph)
  const unknown = stretches.find((one) => one.kind === 'number' && !keys.has(one.key))
  if (unknown?.kind === 'number') return `没有“${unknown.key}”这个数字`
  const words = stretches.map((one) => (one.kind === 'words' ? one.words : '　')).join('')
  if (/[{}]/.test(words)) return '花括号只用来放数字块，请删去'
  const typed = counted.exec(words.replace(plainDigits, ''))
  return typed ? `这里手写了数字“${typed[0]}”。数字只能用系统统计的数字块，请改用数字块或改写文字` : null
}

/** Whether a paragraph judges (判定为“…”) otherwise than the numbers that it shows, as after a recount; the fault in words, or null. */
export function verdictFault(paragraph: string, { numbers }: Pick<BulletinFigures, 'numbers'>): string | null {
  const told = [...paragraph.matchAll(/判定为“([^”]+)”/g)].map(([, word = '']) => word)
  if (told.length === 0) return null
  const shown = stretchesOf(paragraph).flatMap((one) =>
    one.kind === 'number' ? (numbers.find(({ key }) => key === one.key) ?? []) : [],
  )
  if (shown.some(({ rate, source }) => rate === null && source.kind === 'certificate')) return null
  const verdicts = shown.flatMap(({ rate }) => (rate?.verdict ? [verdictLabels[rate.verdict]] : []))
  const wrong = told.find((word) => !verdicts.some((verdict) => verdict === word))
  return wrong === undefined ? null : `“判定为${wrong}”和数字的判定不一致，请改文字`
}

/** The keys of the numbers, tables and charts that a text shows, in the order in which they are read. */
export function shownKeys(sections: readonly BulletinSection[]): string[] {
  const keys = sections.flatMap(({ paragraphs, tables, charts }) => [
    ...paragraphs.flatMap(stretchesOf).flatMap((one) => (one.kind === 'number' ? [one.key] : [])),
    ...tables,
    ...charts,
  ])
  return [...new Set(keys)]
}

/** What is looked at before a bulletin goes on to its reviewer (送审前检查). */
export function checksOf(sections: readonly BulletinSection[], figures: BulletinFigures): BulletinCheck[] {
  const shown = new Set(shownKeys(sections))
  const numbers = figures.numbers.filter(({ key }) => shown.has(key))
  const keys = new Set(figures.numbers.map(({ key }) => key))
  const texts = sections.flatMap(({ paragraphs }) => paragraphs)
  const typed = texts.flatMap((text) => paragraphFault(text, keys) ?? verdictFault(text, figures) ?? [])
  const rates = numbers.filter(({ rate }) => rate !== null)
  const missing = [...figures.tables, ...figures.charts].filter(({ key }) => !shown.has(key))
  const empty = sections.filter((one) => one.paragraphs.length + one.tables.length + one.charts.length === 0)
  const checks: BulletinCheck[] = [
    { ok: typed.length === 0, words: typed[0] ?? `正文里 ${numbers.length} 个数字都有出处` },
    { ok: true, words: `${rates.length} 个比率都出自已发布的数字，带 n 和区间；没有发布的不列` },
    { ok: true, words: '不到 5 件的小格已合并或隐去' },
    { ok: empty.length === 0, words: empty[0] ? `“${empty[0].heading}”还没有内容` : '每一节都有内容' },
  ]
  return [
    ...checks,
    ...missing.map(({ key, title }) =>
      key === 'interventions'
        ? { ok: false, words: `《${title}》必须列入正文` }
        : { ok: true, words: `《${title}》没有放进正文` },
    ),
  ]
}

/** Whether a text may be sent on: nothing was written by hand that should be counted, and no section is empty. */
export const isReady = (checks: readonly BulletinCheck[]): boolean => checks.every(({ ok }) => ok)

/** 文号 in its form: 机关代字, the year in six-angled brackets, the running number without zeros. */
export const paperNumber = (word: string, year: string, running: number): string => `${word}〔${year}〕${running}号`
