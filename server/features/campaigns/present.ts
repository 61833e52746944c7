import { CampaignEvent, CampaignRow } from '@minyi/shared/campaigns/contract.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import type { CampaignLine, listEvents, UnitLine } from './queries.ts'

export function toCampaign(
  ctx: Context,
  { campaign, ...names }: CampaignLine,
  units: readonly UnitLine[],
): CampaignRow {
  const own = units.filter(({ campaignId }) => campaignId === campaign.id)
  return CampaignRow.parse({
    ...campaign,
    ...names,
    openedAt: instantOf(ctx, campaign.openedAt),
    closedAt: campaign.closedAt && instantOf(ctx, campaign.closedAt),
    units: own,
    orderId: own.find(({ orderId }) => orderId !== null)?.orderId ?? null,
  })
}

export function toEvent(ctx: Context, line: Awaited<ReturnType<typeof listEvents>>[number]): CampaignEvent {
  const { event, staffName, unitName } = line
  return CampaignEvent.parse({ ...event, staffName, unitName, at: instantOf(ctx, event.at) })
}
