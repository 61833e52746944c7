import { z } from 'zod'
import { addDays, type Day, daysBetween } from '../../platform/time.ts'
import { type Exclusion, mostTries, type Outcome, type Responded, type Solved } from './contract.ts'

/** How a tenant draws: how often, which share of what ended, and the least and most of a period. */
export const LotRule = z.object({
  every: z.enum(['day', 'week']),
  share: z.number().gt(0).max(1),
  least: z.number().int().min(1),
  most: z.number().int().min(1),
})
export type LotRule = z.infer<typeof LotRule>

export const shippedLot: LotRule = { every: 'week', share: 0.2, least: 60, most: 600 }

/** How many of a population are drawn: the share, at least the least and at most the most, and never more than there are. */
export function sampleSizeOf(population: number, rule: LotRule): number {
  const wanted = Math.min(rule.most, Math.max(rule.least, Math.ceil(population * rule.share)))
  return Math.min(population, wanted)
}

const someMonday = '1970-01-05'

/** The last whole period before a day: yesterday, or Monday to Sunday of the week before. */
export function lastPeriod(every: LotRule['every'], today: Day): { from: Day; to: Day } {
  if (every === 'day') return { from: addDays(today, -1), to: addDays(today, -1) }
  const sinceMonday = (((daysBetween(someMonday, today) % 7) + 7) % 7) + 7
  const from = addDays(today, -sinceMonday)
  return { from, to: addDays(from, 6) }
}

type Said = {
  outcome: Outcome
  responded?: Responded | undefined
  solved?: Solved | undefined
  grade?: number | undefined
  exclusion?: Exclusion | undefined
}

/** What is missing in the record of a call, by field; nothing where it is whole. */
export function missingIn(said: Said): { path: string; message: string }[] {
  const answers: [string, unknown, string][] =
    said.outcome === 'answered'
      ? [
          ['responded', said.responded, '请登记单位 24 小时内联系了没有'],
          ['solved', said.solved, '请登记解决了没有'],
          ['grade', said.grade, '请登记满意度'],
        ]
      : said.outcome === 'excluded'
        ? [['exclusion', said.exclusion, '请选剔除的原因']]
        : []
  return answers.flatMap(([path, value, message]) => (value === undefined ? [{ path, message }] : []))
}

/** Nobody answered: the item waits for the next try until it was tried often enough. */
export const isLastTry = (triesBefore: number): boolean => triesBefore + 1 >= mostTries
