import { z } from 'zod'

/**
 * A line of 与上期对照, for the office alone: a count or rate of the period, of the one before and of the same days a year ago, counted anew at
 * one instant. `yearBefore` is null where the period before is the year before.
 */
export const ComparedLine = z.object({
  key: z.string(),
  label: z.string(),
  now: z.string(),
  before: z.string(),
  yearBefore: z.string().nullable(),
  change: z.string(),
})
export type ComparedLine = z.infer<typeof ComparedLine>

/** A number that a recount changed: what stood there, and what stands there now; null where there was or is none. */
export const ChangedNumber = z.object({
  key: z.string(),
  label: z.string(),
  was: z.string().nullable(),
  now: z.string().nullable(),
})
export type ChangedNumber = z.infer<typeof ChangedNumber>
