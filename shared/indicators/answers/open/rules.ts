import type { SampleQuestion } from '../../definitions/contract.ts'
import type { AnswerColumn } from '../contract.ts'

/**
 * What the figure of a sample follows from when the answers themselves are left out: of each question how many gave a valid answer and
 * how many of them count, as they are and weighted, with the standard error that the design of the sample gives, and the covariances of
 * the questions. Nothing in it is of less than the whole sample.
 */
export type SampleSums = {
  answered: number
  questions: readonly QuestionSums[]
  covariance: readonly (readonly number[])[]
}
export type QuestionSums = {
  name: string
  n: number
  counted: number
  weight: number
  weighted: number
  se: number
  df: number
  /** NaN where the design effect is not defined. */
  deff: number
}

/** The name of the canonical form: UTF-8 without mark, a heading, a line for everybody asked and one a question, LF after every line. */
export const sumsFormat = 'minyi-answer-sums-1'

const heading = ['题', '有效回答', '其中算作是', '权数合计', '其中算作是的权数', '标准误', '自由度', '设计效应']
const everybody = '全部受访人'

/** The lines of the canonical form, as cells; numbers are written so that reading gives the very same ones. */
export function cellsOf({ answered, questions, covariance }: SampleSums): string[][] {
  const width = heading.length + questions.length
  const lines = questions.map(({ name, n, counted, weight, weighted, se, df, deff }, i) => [
    name,
    ...[n, counted, weight, weighted, se, df, deff, ...(covariance[i] ?? [])].map(written),
  ])
  const first = [everybody, String(answered)]
  return [headingFor(questions.length), [...first, ...new Array<string>(width - first.length).fill('')], ...lines]
}

/** The sums of the lines of the canonical form; undefined where they are no such lines. */
export function readSums([head = [], first = [], ...lines]: readonly (readonly string[])[]): SampleSums | undefined {
  const expected = headingFor(lines.length)
  const answered = numberIn(first[1])
  const sound = head.join('\n') === expected.join('\n') && first[0] === everybody && Number.isSafeInteger(answered)
  const questions = lines.map(([name = '', ...cells]) => {
    const [n, counted, weight, weighted, se, df, deff, ...covariance] = cells.map(numberIn)
    const known = { n: n ?? Number.NaN, counted: counted ?? Number.NaN, weight: weight ?? Number.NaN }
    const spread = { weighted: weighted ?? Number.NaN, se: se ?? Number.NaN, df: df ?? Number.NaN }
    return { sums: { name, ...known, ...spread, deff: deff ?? Number.NaN }, covariance }
  })
  if (!sound || lines.length === 0 || lines.some((line) => line.length !== expected.length)) return undefined
  if (questions.some(({ sums: { n, counted, weight } }) => !(counted <= n && weight > 0))) return undefined
  return {
    answered,
    questions: questions.map(({ sums }) => sums),
    covariance: questions.map(({ covariance }) => covariance),
  }
}

const headingFor = (questions: number) => [
  ...heading,
  ...Array.from({ length: questions }, (_, i) => `与第${i + 1}题的协方差`),
]
const written = (value: number) => (Number.isFinite(value) ? String(value) : '')
const numberIn = (cell: string | undefined) => (cell === undefined || cell === '' ? Number.NaN : Number(cell))

/** No count under this may follow from what was published of a survey. */
const smallest = 5
const fewestAnswers = 30
/** With fewer degrees of freedom there are so few sampling units that the answers of each nearly follow from the standard error. */
const fewestDf = 8

/**
 * Why sums of a survey may not be given to everybody; null when they may. Each question needs enough answers and sampling units. Of the
 * questions that ask the same column, `asked` now and `told` in figures that are out already, no group of answers that these tell apart
 * may be smaller than five: so neither one figure nor the difference of two tells of fewer people, and nobody’s answer follows from
 * everybody having given it.
 */
export function openFault(
  sums: SampleSums,
  columns: readonly AnswerColumn[],
  asked: readonly SampleQuestion[],
  told: readonly SampleQuestion[],
): string | null {
  const few = sums.questions.find(({ n }) => n < fewestAnswers)
  if (few) return `“${few.name}”的有效回答只有 ${few.n} 份，不到 ${fewestAnswers} 份，不能向社会发布，可以内部发布`
  const narrow = sums.questions.find(({ df }) => df < fewestDf)
  if (narrow)
    return `抽样单位太少（“${narrow.name}”的自由度是 ${narrow.df}，不到 ${fewestDf}），由误差能推出各单位的回答，不能向社会发布，可以内部发布`
  for (const { name, column, in: counted, of } of asked) {
    const values = columns.find((one) => one.name === column)?.values ?? []
    const sizeOf = (wanted: (value: string) => boolean) =>
      values.reduce((sum, { value, count }) => sum + (wanted(value) ? count : 0), 0)
    const sides = [sizeOf((value) => counted.includes(value)), sizeOf((value) => isOther(value, counted, of))]
    if (sides.some((size) => size < smallest))
      return `“${name}”有一种结果的回答不到 ${smallest} 份，公布出去可能认出是谁，不能向社会发布，可以内部发布`
    const questions = [...asked, ...told].filter((one) => one.column === column)
    if (groupsToldApart(values, questions).some((size) => size > 0 && size < smallest))
      return `“${name}”和这次调查已经公布的数字相减，会得出不到 ${smallest} 份的回答，不能向社会发布，可以内部发布`
  }
  return null
}

const isOther = (value: string, counted: readonly string[], of: readonly string[]) =>
  of.includes(value) && !counted.includes(value)

/** Sizes of the groups of answers that some questions about one column tell apart; answers that none of them takes are no group. */
function groupsToldApart(
  values: readonly { value: string; count: number }[],
  questions: readonly SampleQuestion[],
): number[] {
  const sizes = new Map<string, number>()
  for (const { value, count } of values) {
    const places = questions.map(({ in: counted, of }) =>
      counted.includes(value) ? 'in' : of.includes(value) ? 'of' : '',
    )
    if (places.every((place) => place === '')) continue
    const key = places.join('/')
    sizes.set(key, (sizes.get(key) ?? 0) + count)
  }
  return [...sizes.values()]
}
