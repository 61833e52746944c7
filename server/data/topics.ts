import { SentimentAct, SentimentLevel } from '@minyi/shared/sentiment/contract.ts'
import { z } from 'zod'

const Key = z.string()
const DaysAgo = z.number().int().positive()

/** `topics.json`: what the demo's items are about, the hotline's simulated items, and the campaign and public opinion that follow. */
export const TopicsFile = z.object({
  note: z.string(),
  units: z.record(Key, z.string()),
  texts: z.record(z.string(), Key),
  hotline: z.object({
    days: z.number().int().positive(),
    /** Of the residents who were asked, how many were satisfied. */
    satisfied: z.number().min(0).max(1),
    topics: z.array(
      z.object({
        topic: Key,
        perDay: z.number().positive(),
        unit: z.string(),
        texts: z.array(z.object({ title: z.string().max(40), text: z.string().max(1000) })),
      }),
    ),
    /** Stretches in which one topic in one area is so many times as frequent. */
    rises: z.array(
      z.object({
        topic: Key,
        area: z.string(),
        fromDaysAgo: DaysAgo,
        toDaysAgo: DaysAgo,
        factor: z.number().positive(),
      }),
    ),
    areas: z.array(z.string()),
  }),
  campaign: z.object({
    topic: Key,
    area: z.string(),
    fromDaysAgo: DaysAgo,
    toDaysAgo: DaysAgo,
    name: z.string(),
    goal: z.string(),
    units: z.array(z.object({ unit: z.string(), task: z.string() })),
    progress: z.array(z.object({ daysAgo: DaysAgo, unit: z.string(), words: z.string() })),
    closing: z.object({ daysAgo: DaysAgo, words: z.string() }),
  }),
  sentiment: z.array(
    z.object({
      daysAgo: DaysAgo,
      title: z.string(),
      summary: z.string(),
      sources: z.array(z.object({ name: z.string(), url: z.string().nullable(), daysAgo: DaysAgo })),
      topic: Key,
      area: z.string().nullable(),
      acts: z.array(
        z.object({
          act: SentimentAct,
          daysAgo: DaysAgo,
          words: z.string(),
          level: SentimentLevel.optional(),
          response: z.object({ title: z.string(), words: z.string(), url: z.string().nullable() }).optional(),
        }),
      ),
    }),
  ),
})
export type TopicsFile = z.infer<typeof TopicsFile>
