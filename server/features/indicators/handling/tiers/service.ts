import type { readTiers as contract } from '@minyi/shared/indicators/handling/tiers/contract.ts'
import { pausedTime, tierDefinition, tierShares } from '@minyi/shared/indicators/handling/tiers/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { type Context, instantOf } from '../../../../platform/context.ts'
import { barOver } from '../../../cases/conflicts/service.ts'
import { instantsOf, scopeFor } from '../service.ts'
import * as queries from './queries.ts'

/** Leaders and supervisors read in which tier items are settled, and how much of the office's time clocks stood still. */
export async function readTiers(ctx: Context, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const scope = await scopeFor(ctx, { areaId: input.areaId, unitId: undefined })
  const span = instantsOf(ctx, input)
  const unbarred = await barOver(ctx, 'i', span)
  const asked = { ...span, asOf: ctx.now(), areaId: input.areaId ?? null, unbarred }
  return {
    scope,
    period: { from: input.from, to: input.to },
    asOf: instantOf(ctx, asked.asOf),
    demo: ctx.tenant.demo,
    definition: tierDefinition,
    ...tierShares(await queries.countTiers(ctx, asked)),
    pausedTime: pausedTime(await queries.countPaused(ctx, asked)),
  }
}
