import type { Person } from '@minyi/shared/supervision/rules.ts'
import { reaches } from '../../../platform/access.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'

/** The caller as the rules see one: of the own unit, and of every unit that a post lets them answer for. */
export const personOf = (ctx: Context): Person => ({
  id: staffOf(ctx).id,
  answersFor: (unitId) =>
    staffOf(ctx).unitId === unitId || reaches(ctx.actor, 'supervision.answer', { areaId: null, unitId }),
})

/** An order and a letter reach only units that the caller's permission covers, and never one the caller answers for. */
export function checkReach(ctx: Context, areaId: string | null, unitIds: readonly string[]): void {
  const reached = unitIds.every((unitId) => reaches(ctx.actor, 'supervision.order', { areaId, unitId }))
  if (!reached) throw new Problem('not-found')
  if (unitIds.some(personOf(ctx).answersFor)) throw new Problem('order-own-unit')
}
