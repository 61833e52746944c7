import { lianyungang } from './lianyungang-sizes.ts'
import { luohe } from './luohe-mechanisms.ts'
import type { Indicator, RatingsDefinition } from './schema.ts'
import { suqian } from './suqian.ts'
import { suzhouPark } from './suzhou-park.ts'
import { taicang } from './taicang-supervision.ts'

/** Every measurable statement of the five plans, in the order of the plans. */
export const catalogue: readonly Indicator[] = [...suqian, ...luohe, ...taicang, ...lianyungang, ...suzhouPark]

/** Indicators that are computed from the ratings of matters, with the definition that the figure is computed by. */
export const ratedIndicators = catalogue.flatMap((indicator) =>
  indicator.definition.source === 'ratings' ? [{ ...indicator, definition: indicator.definition }] : [],
)

/** The rated definitions of one plan; a tenant starts with those of its own plan. */
export function ratedDefinitionsOf(documentId: string): RatingsDefinition[] {
  return ratedIndicators.filter((each) => each.document.id === documentId).map((each) => each.definition)
}
