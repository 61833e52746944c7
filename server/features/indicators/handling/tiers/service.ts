import type { readTiers as contract } from '@minyi/shared/indicators/handling/tiers/contract.ts'
import { pausedTime, tierDefinition, tierShares } from '@minyi/shared/indicators/handling/tiers/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { type Context, instantOf } from '../../../../platform/context.ts'
import { instantsOf, scopeFor } from '../service.ts'
import * as queries from './queries.ts'

/** Leaders and supervisors read in which tier items are settled, and how much of the office's time clocks stood still. */
export async function readTiers(ctx: Context, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const scope = await scopeFor(ctx, { areaId: input.areaId, unitId: undefined })
  const asked = { ...instantsOf(ctx, input), asOf: ctx.now(), areaId: input.areaId ?? null }
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
