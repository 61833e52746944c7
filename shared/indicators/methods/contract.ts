import { z } from 'zod'
import { operation } from '../../platform/operation.ts'
import { Count } from '../contract.ts'
import { handlingGroups } from '../handling/certified/contract.ts'
import { PublishedSummary } from '../published/contract.ts'

/** Where a figure comes from: ratings of matters, the answers of a survey, or how items, complaints, calls and tiers were handled. */
export const methodGroups = ['ratings', 'survey', ...handlingGroups] as const
export const MethodGroup = z.enum(methodGroups)
export type MethodGroup = z.infer<typeof MethodGroup>

/** An indicator with the promise it answers and the newest figure that was published of it for everybody. */
export const Method = z.object({
  indicatorId: z.string(),
  name: z.string(),
  group: MethodGroup,
  version: Count,
  who: z.string(),
  clause: z.object({ document: z.string(), number: z.string().nullable(), place: z.string(), text: z.string() }),
  latest: PublishedSummary.nullable(),
})
export type Method = z.infer<typeof Method>

export const listMethods = operation({
  name: 'indicators.methods',
  summary: '全部公开的指标（评价、调查、办理）：依据原文，和各自最近一次向社会发布的数字',
  method: 'GET',
  path: '/public/methods',
  access: 'anyone',
  input: z.object({}),
  output: z.object({ methods: z.array(Method) }),
  problems: [],
})
