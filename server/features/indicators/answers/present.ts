import { AnswerColumn, type AnswerSet } from '@minyi/shared/indicators/answers/contract.ts'
import { SampleFrame } from '@minyi/shared/indicators/definitions/contract.ts'
import { z } from 'zod'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { Kept } from './queries.ts'

export const answerSetOf = (ctx: Context, { row, by }: Kept): AnswerSet => ({
  id: row.id,
  title: row.title,
  agency: row.agency,
  from: row.fromDay,
  to: row.toDay,
  frame: SampleFrame.parse(row.frame),
  rows: row.rows,
  columns: z.array(AnswerColumn).parse(row.columns),
  sha256: row.sha256,
  keptAt: instantOf(ctx, row.keptAt),
  keptBy: by ?? '',
})
