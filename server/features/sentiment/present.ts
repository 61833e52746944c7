import { SentimentRow, SentimentSource } from '@minyi/shared/sentiment/contract.ts'
import { z } from 'zod'
import { type Context, instantOf } from '../../platform/context.ts'
import type { SentimentLine } from './queries.ts'

const Sources = z.array(SentimentSource)

/** Guarantee: only this feature writes the column, from values of this shape. */
export const readSources = (stored: unknown): SentimentSource[] => Sources.parse(stored)

export function toSentiment(ctx: Context, { sentiment, ...names }: SentimentLine): SentimentRow {
  return SentimentRow.parse({
    ...sentiment,
    ...names,
    sources: readSources(sentiment.sources),
    collectedAt: instantOf(ctx, sentiment.collectedAt),
    respondedAt: sentiment.respondedAt && instantOf(ctx, sentiment.respondedAt),
  })
}
