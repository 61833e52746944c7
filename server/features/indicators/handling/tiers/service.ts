import { tiers } from '@minyi/shared/cases/contract.ts'
import { handlingIdOf } from '@minyi/shared/indicators/handling/certified/contract.ts'
import type { readTiers as contract } from '@minyi/shared/indicators/handling/tiers/contract.ts'
import { pausedTime, tierShares } from '@minyi/shared/indicators/handling/tiers/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { type Context, instantOf } from '../../../../platform/context.ts'
import { barOver } from '../../../cases/conflicts/service.ts'
import { linksTo } from '../../published/links/service.ts'
import { definitionsInForce } from '../definitions/service.ts'
import { instantsOf, scopeFor } from '../service.ts'
import * as queries from './queries.ts'

/** Leaders and supervisors read in which tier items are settled, and how much of the office's time clocks stood still. */
export async function readTiers(ctx: Context, input: InputOf<typeof contract>): Promise<OutputOf<typeof contract>> {
  const scope = await scopeFor(ctx, { areaId: input.areaId, unitId: undefined })
  const span = instantsOf(ctx, input)
  const unbarred = await barOver(ctx, 'i', span)
  const asked = { ...span, asOf: ctx.now(), areaId: input.areaId ?? null, unbarred }
  const ids = [...tiers.map((tier) => handlingIdOf('tiers', tier)), handlingIdOf('items', 'paused')]
  const linkTo = await linksTo(ctx, ids, { areaId: asked.areaId, unitId: null })
  const definitions = await definitionsInForce(ctx)
  const shares = tierShares(await queries.countTiers(ctx, asked), definitions.tiers)
  const paused = pausedTime(await queries.countPaused(ctx, asked), definitions.paused)
  return {
    scope,
    period: { from: input.from, to: input.to },
    asOf: instantOf(ctx, asked.asOf),
    demo: ctx.tenant.demo,
    definition: definitions.tiers.grid,
    ...shares,
    tiers: shares.tiers.map((share) => ({ ...share, certificate: linkTo(handlingIdOf('tiers', share.tier)) })),
    pausedTime: { ...paused, certificate: linkTo(handlingIdOf('items', 'paused')) },
  }
}
