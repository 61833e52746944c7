import type {
  Definition,
  Indicator,
  PlanDocument,
  RatingsDefinition,
  SurveyDefinition,
  TallyDefinition,
  Target,
} from './schema.ts'

type Stated = 'id' | 'version' | 'name' | 'target' | 'targetBasis'
type Formula = Omit<RatingsDefinition, Stated> | Omit<SurveyDefinition, Stated> | Omit<TallyDefinition, Stated>

/** An indicator as it is written down: what follows from the document and the name is filled in by `indicatorsOf`. */
export type Draft = {
  no: string
  name: string
  nature?: Indicator['nature']
  target: Target | null
  /** The tenant's own number, where the plan states none that a verdict could be read from. */
  judgedBy?: Target
  period: Indicator['period']
  place?: string
  who: string
  systems: readonly string[]
  measured: Indicator['measured']
  formula: Formula
  version?: number
  at: string
  clause: string
}

/** The indicators of one document; each definition takes its id from the indicator, and its target from the clause or the tenant. */
export function indicatorsOf(document: PlanDocument, drafts: readonly Draft[]): Indicator[] {
  return drafts.map((draft) => ({
    id: `IND-${document.id}-${draft.no}`,
    document,
    nature: draft.nature ?? 'promised',
    name: draft.name,
    target: draft.target,
    period: draft.period,
    scope: { place: draft.place ?? document.region, who: draft.who },
    systems: [...draft.systems],
    measured: draft.measured,
    definition: definitionOf(document, draft),
    clause: { place: draft.at, text: draft.clause },
  }))
}

function definitionOf(document: PlanDocument, draft: Draft): Definition {
  return {
    ...draft.formula,
    id: `ind-${document.id}-${draft.no}`,
    version: draft.version ?? 1,
    name: draft.name,
    target: draft.judgedBy ?? draft.target,
    targetBasis: draft.judgedBy ? 'tenant' : 'clause',
  }
}

export const atLeast = (value: number, unit: Target['unit'] = 'share'): Target => ({
  comparison: 'at-least',
  value,
  unit,
})
export const atMost = (value: number, unit: Target['unit']): Target => ({ comparison: 'at-most', value, unit })
export const exactly = (value: number, unit: Target['unit'] = 'share'): Target => ({ comparison: 'equal', value, unit })
export const between = (value: number, upper: number): Target => ({
  comparison: 'between',
  value,
  upper,
  unit: 'count',
})
export const everyOne = exactly(1)
export const rising: Target = { comparison: 'more-than', value: 0, unit: 'change' }
export const falling: Target = { comparison: 'less-than', value: 0, unit: 'change' }

type Recurrence = Indicator['period']['recurrence']
export const from = (day: string, to: string, recurrence: Recurrence) => ({ from: day, to, recurrence })
export const by = (to: string) => ({ from: null, to, recurrence: 'once' as const })

export const share = (numerator: string, denominator: string): Formula => ({
  source: 'tally',
  method: 'share',
  numerator,
  denominator,
})
export const count = (numerator: string): Formula => ({
  source: 'tally',
  method: 'count',
  numerator,
  denominator: null,
})
export const duration = (numerator: string, denominator: string): Formula => ({
  source: 'tally',
  method: 'duration',
  numerator,
  denominator,
})
export const change = (numerator: string, denominator: string): Formula => ({
  source: 'tally',
  method: 'change',
  numerator,
  denominator,
})
export const rank = (numerator: string, denominator: string): Formula => ({
  source: 'tally',
  method: 'rank',
  numerator,
  denominator,
})

/**
 * Satisfaction from ratings: 非常满意, 满意 and 基本满意 over the ratings given by the party of a matter and not excluded. Silence
 * stays out of the denominator. Ratings from standing codes are never scored.
 */
export const rated = (kind: RatingsDefinition['kinds'][number], denominator: string): Formula => ({
  source: 'ratings',
  grades: [3, 4, 5],
  denominator,
  kinds: [kind],
  channels: ['link', 'counter', 'assisted'],
  windowDays: 90,
  minN: 30,
  method: 'wilson',
  level: 0.95,
})

/** A rate from one survey round; `grades` only where the question is graded. */
export const surveyed = (numerator: string, denominator: string, grades: number[] = []): Formula => ({
  source: 'survey',
  grades,
  numerator,
  denominator,
  minN: 30,
  method: 'wilson',
  level: 0.95,
})
