import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, firstOfMonth } from '@minyi/shared/platform/time.ts'
import { ExclusionReason, ExclusionState } from '@minyi/shared/ratings/exclusions/contract.ts'
import type * as contract from '@minyi/shared/ratings/exclusions/counts/contract.ts'
import { protectCounts } from '@minyi/shared/ratings/exclusions/counts/rules.ts'
import { isExcluded } from '@minyi/shared/ratings/exclusions/rules.ts'
import { type Context, today } from '../../../../platform/context.ts'
import { startOfDay } from '../../../../platform/zone.ts'
import * as queries from './queries.ts'

/**
 * Anybody reads how many ratings were left out, by unit and reason, over the last twelve whole months. The numbers change once a
 * month, so that nobody learns of a single exclusion by asking every day.
 */
export async function listExclusionCounts(ctx: Context): Promise<OutputOf<typeof contract.listExclusionCounts>> {
  const end = firstOfMonth(today(ctx))
  const from = `${Number(end.slice(0, 4)) - 1}${end.slice(4)}`
  const found = await queries.listAtCut(ctx, startOfDay(ctx.tenant.zone, from), startOfDay(ctx.tenant.zone, end))
  const standing = found.filter(({ step }) => isExcluded(ExclusionState.parse(step)))
  const appealed = found.filter((row) => row.appealed)
  return {
    from,
    to: addDays(end, -1),
    ...protectCounts(
      standing.map(({ unit, reason }) => ({ unit, reason: ExclusionReason.parse(reason) })),
      {
        made: appealed.length,
        restored: appealed.filter(({ step }) => step === 'restored').length,
      },
    ),
  }
}
