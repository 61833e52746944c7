import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Count, Estimate, IndicatorId, Period, Scope, Verdict } from '../contract.ts'

/** As much of a figure as a comparison needs; without `estimate` there are too few ratings for a rate. */
export const ComparedFigure = z.object({
  n: Count.nullable(),
  estimate: Estimate.nullable(),
  verdict: Verdict.nullable(),
})
export type ComparedFigure = z.infer<typeof ComparedFigure>

/** What deciding an exclusion does to one figure that its rating belongs to. */
export const Effect = z.object({
  indicator: z.object({ id: IndicatorId, name: z.string() }),
  scope: Scope,
  period: Period,
  target: z.number().nullable(),
  now: ComparedFigure,
  /** Once a proposal is approved, or an exclusion taken back; null where nothing is left to decide. */
  after: ComparedFigure.nullable(),
  /** As `after`, and with every other open proposal of this figure approved too: each alone may be harmless. */
  afterAll: ComparedFigure.nullable(),
  /** How many other open proposals `afterAll` counts. */
  othersOpen: Count,
  /** As if nothing had ever been excluded; null where nothing is. */
  withExcluded: ComparedFigure.nullable(),
  /** Whether the verdict of `after`, of `afterAll` and of `withExcluded` is another one than now. */
  flips: z.boolean(),
  flipsAll: z.boolean(),
  hangs: z.boolean(),
})
export type Effect = z.infer<typeof Effect>

export const readExclusionEffects = operation({
  name: 'indicators.exclusionEffects',
  summary: '审核前看：剔除（或恢复）这一条，全市、本单位和所在镇街的数字和结论会怎样变',
  method: 'GET',
  path: '/exclusions/:exclusionId/effects',
  access: 'staff',
  input: z.object({ exclusionId: Id }),
  /** Empty where the rating lies in no window that is counted now. */
  output: z.object({ rows: z.array(Effect) }),
  problems: ['not-found'],
})
