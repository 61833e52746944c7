import type { MatterKind } from '@minyi/shared/matters/contract.ts'
import {
  changeGrade,
  disputeClaim,
  type Grade,
  type RatedMatter,
  type Receipt,
  readReceipt,
  submitRating,
  submitStandingRating,
} from '@minyi/shared/ratings/contract.ts'
import { gradeLabels, gradeMeanings } from '@minyi/shared/ratings/labels.ts'
import { z } from 'zod/mini'
import { create } from 'zustand'
import type { GradeWords } from '../../components/grade-row'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { forget, keep, read } from '../../lib/storage'

const Kept = z.object({
  id: z.string(),
  secret: z.string(),
  number: z.string(),
  title: z.string(),
  unit: z.string(),
  grade: z.number(),
  givenAt: z.string(),
  lastChangeDay: z.string(),
  code: z.string(),
  matter: z.string(),
})
/** A rating given on this phone, with the secret that lets its author come back to it. */
export type KeptRating = z.infer<typeof Kept>

const mostKept = 60

export const useKeptRatings = create<{ rows: KeptRating[] }>(() => ({
  rows: z.catch(z.array(Kept), []).parse(read('kept:ratings')),
}))

/** The five grades in the one order they are always shown in. */
export const grades: readonly (GradeWords & { grade: Grade })[] = ([5, 4, 3, 2, 1] as const).map((grade) => ({
  grade,
  word: gradeLabels[grade],
  meaning: gradeMeanings[grade],
}))

/** What the grade is about, in the words of each kind of contact. */
export const contactWords: Record<MatterKind, string> = {
  enforcement: '执法',
  service: '服务',
  mediation: '调解',
  proposal: '办理',
  hotline: '办理',
}

export function findKept(id: string): KeptRating | undefined {
  return useKeptRatings.getState().rows.find((row) => row.id === id)
}

/** The receipt of the same claim, or of the same case under another form of its claim. */
export function findKeptOf(code: string, matter?: RatedMatter): KeptRating | undefined {
  const same = matter?.caseNumber ? nameOf(matter) : undefined
  return useKeptRatings.getState().rows.find((row) => row.code === code || (same && row.matter === same))
}

/** Takes the receipts off this phone; the ratings themselves stay as they were given. */
export function forgetRatings(): void {
  setRows([])
}

const Attempt = z.object({ id: z.string(), grade: z.literal([5, 4, 3, 2, 1]), onBehalf: z.boolean() })
type Attempt = z.infer<typeof Attempt>
type About = { code: string; title: string; unit: string; matter: string }

/** Rates the matter of a claim. An answer that got lost on the way is asked for again with the same id, so nothing doubles. */
export async function rate(claim: string, matter: RatedMatter, grade: Grade, onBehalf: boolean): Promise<Receipt> {
  const about = { code: claim, title: matter.title, unit: matter.unit.shortName, matter: nameOf(matter) }
  return attempt(about, { grade, onBehalf }, ({ id, grade, onBehalf }) =>
    call(submitRating, { id, claim, grade, onBehalf }),
  )
}

/** Rates by a standing code, which is shown and never counted. */
export async function rateByStandingCode(code: string, title: string, grade: Grade): Promise<Receipt> {
  const about = { code, title, unit: title, matter: '' }
  return attempt(about, { grade, onBehalf: false }, ({ id, grade }) => call(submitStandingRating, { id, code, grade }))
}

/** The holder of a claim has nothing to do with the matter: no rating comes of it, and the supervisor's office checks. */
export async function disown(claim: string): Promise<void> {
  await call(disputeClaim, { id: await newId(), claim })
}

export function findReceipt({ id, secret }: Pick<KeptRating, 'id' | 'secret'>) {
  return call(readReceipt, { ratingId: id, secret })
}

/** Keeps the grade beside the receipt as it was last given. */
export function noteGrade(id: string, grade: Grade): void {
  setRows(useKeptRatings.getState().rows.map((row) => (row.id === id ? { ...row, grade } : row)))
}

async function attempt(
  about: About,
  wish: Omit<Attempt, 'id'>,
  send: (attempt: Attempt) => Promise<Receipt>,
): Promise<Receipt> {
  const key = `draft:rating:${about.code}` as const
  const open = Attempt.safeParse(read(key))
  const tried = open.success ? open.data : undefined
  const current = tried ? { ...wish, id: tried.id } : { ...wish, id: await newId() }
  keep(key, tried ?? current)
  try {
    const receipt = await sendKnowing(tried, current, send)
    keepReceipt(about, receipt)
    if (receipt.grade !== wish.grade) await giveInstead(receipt, wish.grade)
    forget(key)
    return receipt
  } catch (error) {
    if (failureFrom(error).code !== 'offline') forget(key)
    throw error
  }
}

/** The id may already stand for the grade of the lost attempt; then that receipt is asked for. */
async function sendKnowing(tried: Attempt | undefined, current: Attempt, send: (attempt: Attempt) => Promise<Receipt>) {
  try {
    return await send(current)
  } catch (error) {
    if (!tried || failureFrom(error).code !== 'id-reused') throw error
    return send(tried)
  }
}

/** An earlier attempt did arrive with another grade: the choice made since is the last one, and counts. */
async function giveInstead({ id, secret }: Receipt, grade: Grade): Promise<void> {
  await call(changeGrade, { id: await newId(), ratingId: id, secret, grade })
  noteGrade(id, grade)
}

function keepReceipt(about: About, { id, secret, number, grade, givenAt, lastChangeDay }: Receipt): void {
  const row = { ...about, id, secret, number, grade, givenAt, lastChangeDay }
  setRows([row, ...useKeptRatings.getState().rows.filter((other) => other.id !== id)].slice(0, mostKept))
}

function setRows(rows: KeptRating[]): void {
  keep('kept:ratings', rows)
  useKeptRatings.setState({ rows })
}

function nameOf({ unit, caseNumber, closedDay }: RatedMatter): string {
  return `${unit.id} ${caseNumber ?? ''} ${closedDay}`
}
