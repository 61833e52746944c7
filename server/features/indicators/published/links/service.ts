import type { CertificateLink } from '@minyi/shared/indicators/handling/certified/contract.ts'
import type { Context } from '../../../../platform/context.ts'
import { summaryOf } from '../present.ts'
import * as queries from '../queries.ts'
import { barredAmong } from '../reading/service.ts'

/** The newest published figure in force of each of these indicators in one place, as far as the caller may read it. */
export async function linksTo(
  ctx: Context,
  indicatorIds: readonly string[],
  place: { areaId: string | null; unitId: string | null },
): Promise<(indicatorId: string) => CertificateLink | null> {
  const found = await queries.listNewest(ctx, 'office', { indicatorIds, ...place })
  const barred = await barredAmong(ctx, found)
  const links = new Map(
    found
      .filter(({ row }) => !barred.has(row.id))
      .map((standing) => {
        const { id, name, period, publishedAt, audience, estimate } = summaryOf(ctx, standing, false)
        return [standing.row.indicatorId, { id, name, period, publishedAt, audience, estimate }]
      }),
  )
  return (indicatorId) => links.get(indicatorId) ?? null
}
