import type * as contract from '@minyi/shared/campaigns/contract.ts'
import { type CampaignDetail, CampaignEffect } from '@minyi/shared/campaigns/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { reaches } from '../../platform/access.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, holds, staffOf } from '../../platform/context.ts'
import { pageFrom, readCursor } from '../../platform/cursor.ts'
import { newId } from '../../platform/ids.ts'
import { emit } from '../../platform/outbox.ts'
import { Problem } from '../../platform/problem.ts'
import { reachRows } from '../cases/reach/service.ts'
import { findTopic } from '../cases/topics/service.ts'
import { getLine as getHotspot, usualPerDayOf } from '../hotspots/service.ts'
import { checkPlace } from '../registry/service.ts'
import { openOrder } from '../supervision/opening/service.ts'
import { effectOf } from './effect/service.ts'
import { toCampaign, toEvent } from './present.ts'
import * as queries from './queries.ts'

const Begun = z.tuple([z.iso.date(), Id])
type Draft = InputOf<typeof contract.openCampaign>

export async function listCampaigns(
  ctx: Context,
  input: InputOf<typeof contract.listCampaigns>,
): Promise<OutputOf<typeof contract.listCampaigns>> {
  const wanted = { state: input.state, after: readCursor(Begun, input.after), limit: input.limit + 1 }
  const lines = await queries.listLines(ctx, seenBy(ctx), wanted)
  const units = await queries.listUnits(
    ctx,
    lines.map(({ campaign }) => campaign.id),
  )
  return pageFrom(
    lines,
    input.limit,
    ({ campaign }) => [campaign.fromDay, campaign.id],
    (line) => toCampaign(ctx, line, units),
  )
}

export const readCampaign = (ctx: Context, input: InputOf<typeof contract.readCampaign>): Promise<CampaignDetail> =>
  detailOf(ctx, input.campaignId)

/** Opens a campaign, from a hot spot or by itself; with an order, its units have the dates of 13710 as well. */
export function openCampaign(ctx: Context, input: Draft): Promise<CampaignDetail> {
  if (input.toDay < input.fromDay) throw faultAt('toDay', '结束日期不能早于开始日期')
  return change(ctx, input.id, async (ctx) => {
    const about = await aboutOf(ctx, input)
    const { units, order, id, name, goal, fromDay, toDay } = input
    const unitIds = [...new Set(units.map(({ unitId }) => unitId))]
    if ((await queries.countActive(ctx, unitIds)) < units.length) throw faultAt('units', '单位重复，或者没有这个单位')
    const staffId = staffOf(ctx).id
    await queries.insertCampaign(ctx, {
      ...{ id, name, goal, fromDay, toDay, ...about, version: 1, state: 'running' },
      openedAt: ctx.now(),
      openedBy: staffId,
    })
    const orderId = order ? await orderFor(ctx, input, about) : null
    await queries.insertUnits(
      ctx,
      id,
      units.map((unit) => ({ ...unit, orderId })),
    )
    await tell(ctx, id, 'open', goal)
    return detailOf(ctx, id)
  })
}

/** A line of progress, of one unit or of the whole. */
export function tellCampaign(ctx: Context, input: InputOf<typeof contract.tellCampaign>): Promise<CampaignDetail> {
  return change(ctx, input.id, async (ctx) => {
    const campaign = await lock(ctx, input.campaignId)
    const units = await queries.listUnits(ctx, [campaign.id])
    if (input.unitId && !units.some(({ unitId }) => unitId === input.unitId)) throw faultAt('unitId', '不是责任单位')
    await tell(ctx, campaign.id, 'progress', input.words, input.unitId)
    return detailOf(ctx, campaign.id)
  })
}

/** Ends a campaign; what it had done by then is kept as it was, beside what is counted later. */
export function closeCampaign(ctx: Context, input: InputOf<typeof contract.closeCampaign>): Promise<CampaignDetail> {
  return change(ctx, input.id, async (ctx) => {
    const campaign = await lock(ctx, input.campaignId)
    if (campaign.version !== input.version) throw new Problem('version-conflict')
    await queries.updateCampaign(ctx, campaign.id, {
      state: 'closed',
      version: campaign.version + 1,
      closedAt: ctx.now(),
      closedBy: staffOf(ctx).id,
      closingWords: input.words,
      effect: await effectOf(ctx, campaign),
    })
    await tell(ctx, campaign.id, 'close', input.words)
    return detailOf(ctx, campaign.id)
  })
}

/** What is counted: that of the hot spot, or what the draft names within the caller's reach. */
async function aboutOf(ctx: Context, { hotspotId, topicId, areaId, unitId }: Draft) {
  if (hotspotId) {
    const { hotspot } = await getHotspot(ctx, hotspotId)
    const { topicId, areaId, unitId } = hotspot
    return { topicId, areaId, unitId, hotspotId, usualPerDay: usualPerDayOf(hotspot) }
  }
  if (!topicId || !(await findTopic(ctx, topicId))) throw faultAt('topicId', '请选诉求主题')
  if (!reaches(ctx.actor, 'campaigns.write', { areaId, unitId })) throw faultAt('areaId', '不在您的范围内')
  await checkPlace(ctx, { areaId, unitId })
  return { topicId, areaId, unitId, hotspotId: null, usualPerDay: null }
}

async function orderFor(
  ctx: Context,
  { id, name, goal, toDay, units }: Draft,
  { areaId }: { areaId: string | null },
): Promise<string> {
  if (!holds(ctx.actor, 'supervision.order')) throw faultAt('order', '您没有开督办件的权限')
  const order = await openOrder(ctx, {
    id: newId(),
    source: 'campaign',
    sourceId: id,
    sourceWords: name,
    title: `专项整治：${name}`,
    demand: goal,
    importance: 'major',
    plannedDay: toDay,
    areaId,
    assignerId: staffOf(ctx).id,
    unitIds: units.map(({ unitId }) => unitId),
  })
  return order.id
}

async function lock(ctx: Context, id: string): Promise<queries.StoredCampaign> {
  const visible = reachRows(ctx, ['campaigns.write'], queries.campaignColumns)
  const campaign = await queries.lockCampaign(ctx, visible, id)
  if (!campaign) throw new Problem('not-found')
  if (campaign.state !== 'running') throw new Problem('step-not-allowed')
  return campaign
}

async function tell(
  ctx: Context,
  campaignId: string,
  action: 'open' | 'progress' | 'close',
  words: string,
  unitId?: string,
): Promise<void> {
  const staff = staffOf(ctx)
  await queries.insertEvent(ctx, { campaignId, action, words, staffId: staff.id, unitId: unitId ?? null })
  await audit(ctx, { action: `campaigns.${action}`, subjectKind: 'campaign', subjectId: campaignId })
  await emit(ctx, { topic: `campaign.${action}`, subjectId: campaignId })
}

async function detailOf(ctx: Context, id: string): Promise<CampaignDetail> {
  const line = await queries.findLine(ctx, seenBy(ctx), id)
  if (!line) throw new Problem('not-found')
  const { campaign } = line
  return {
    ...toCampaign(ctx, line, await queries.listUnits(ctx, [id])),
    closingWords: campaign.closingWords,
    effect: await effectOf(ctx, campaign),
    keptEffect: CampaignEffect.nullable().parse(campaign.effect),
    events: (await queries.listEvents(ctx, id)).map((event) => toEvent(ctx, event)),
    mayWrite: campaign.state === 'running' && reaches(ctx.actor, 'campaigns.write', campaign),
  }
}

const seenBy = (ctx: Context) => reachRows(ctx, ['hotspots.read', 'campaigns.write'], queries.campaignColumns)
const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
