import { z } from 'zod'
import { MatterKind } from '../../matters/contract.ts'
import { Day } from '../../platform/time.ts'
import { RatingChannel } from '../../ratings/contract.ts'
import { IntervalMethod, OrderedSilence } from '../definitions/contract.ts'

const Comparison = z.enum(['at-least', 'at-most', 'equal', 'more-than', 'less-than', 'between'])
const Unit = z.enum(['share', 'change', 'rank', 'count', 'times', 'working-days', 'minutes', 'class-hours'])

/** What a clause promises: `share` is a fraction of 1, `change` a difference to the period before, `upper` only with `between`. */
export const Target = z.object({
  comparison: Comparison,
  value: z.number(),
  upper: z.number().optional(),
  unit: Unit,
})
export type Target = z.infer<typeof Target>

/** `clause`: the plan states the number; `tenant`: the plan states none and the tenant's own parameter judges the figure. */
const TargetBasis = z.enum(['clause', 'tenant'])

const named = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.number().int().positive(),
  name: z.string().min(1),
  target: Target.nullable(),
  targetBasis: TargetBasis,
  denominator: z.string().min(1).nullable(),
}

const estimated = {
  ...named,
  grades: z.array(z.number().int().min(1).max(5)),
  denominator: z.string().min(1),
  minN: z.number().int().positive(),
  method: z.literal('wilson'),
  level: z.number().min(0.5).max(0.999),
}

/** A rate over the ratings of matters, in a window that ends on the day of the figure. */
export const RatingsDefinition = z.object({
  ...estimated,
  source: z.literal('ratings'),
  kinds: z.array(MatterKind).min(1),
  channels: z.array(RatingChannel).min(1),
  windowDays: z.number().int().positive(),
  method: IntervalMethod,
  /** The order by which silence stands beside the figure as a second one; never part of the first. */
  silence: OrderedSilence.nullish(),
})
export type RatingsDefinition = z.infer<typeof RatingsDefinition>

/** A rate over the answers to one survey round. `grades` is empty where the question is not graded. */
export const SurveyDefinition = z.object({ ...estimated, source: z.literal('survey'), numerator: z.string().min(1) })
export type SurveyDefinition = z.infer<typeof SurveyDefinition>

/** A figure that is counted in full, so it has no interval: numerator and denominator in words. */
export const TallyDefinition = z.object({
  ...named,
  source: z.literal('tally'),
  method: z.enum(['share', 'count', 'duration', 'change', 'rank']),
  numerator: z.string().min(1),
})
export type TallyDefinition = z.infer<typeof TallyDefinition>

/** How a figure is computed, kept by (id, version): a figure that was published keeps the version it was computed with. */
export const Definition = z.discriminatedUnion('source', [RatingsDefinition, SurveyDefinition, TallyDefinition])
export type Definition = z.infer<typeof Definition>

/** Where the product takes the figure from; `import` is a number another system reports. */
const Measured = z.enum(['ratings', 'survey', 'cases', 'decisions', 'reviews', 'registry', 'import'])

const Recurrence = z.enum([
  'moving',
  'weekly',
  'monthly',
  'quarterly',
  'yearly',
  'every-two-years',
  'term',
  'each',
  'once',
])

export const Indicator = z.object({
  id: z.string().regex(/^IND-\d{3}-\d{2}$/),
  document: z.object({
    id: z.string().regex(/^\d{3}$/),
    title: z.string(),
    number: z.string().nullable(),
    issuer: z.string(),
    region: z.string(),
    issued: Day,
  }),
  nature: z.enum(['promised', 'reported']),
  name: z.string().min(1),
  target: Target.nullable(),
  period: z.object({ from: Day.nullable(), to: Day.nullable(), recurrence: Recurrence }),
  scope: z.object({ place: z.string().min(1), who: z.string().min(1) }),
  systems: z.array(z.string().regex(/^S\d{2}$/)),
  measured: Measured,
  definition: Definition,
  clause: z.object({ place: z.string().min(1), text: z.string().min(6) }),
})
export type Indicator = z.infer<typeof Indicator>
export type PlanDocument = Indicator['document']
