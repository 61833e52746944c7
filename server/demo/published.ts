import type { Audience } from '@minyi/shared/indicators/published/contract.ts'
import { addDays, addMonths, type Day, firstOfMonth } from '@minyi/shared/platform/time.ts'
import { correctFigure, previewFigure, publishFigure } from '../features/indicators/published/service.ts'
import type { Context } from '../platform/context.ts'
import { idFromName } from '../platform/ids.ts'
import { Problem } from '../platform/problem.ts'
import { startOfDay } from '../platform/zone.ts'
import { acting, type World } from './world.ts'

const indicators = ['IND-002-01', 'IND-002-02']
const monthsPublished = 2
const morningMs = 9.5 * 3_600_000

/**
 * The supervisor publishes what a month's last closing let out, on the next morning, and for the office the month itself; a month
 * later the office's figure is corrected, because answers to that month's matters went on coming in.
 */
export async function publishMonth(world: World, lastDay: Day): Promise<void> {
  const since = addDays(firstOfMonth(world.dayOf(world.now)), -31 * monthsPublished)
  if (addDays(lastDay, 1) !== firstOfMonth(addDays(lastDay, 1)) || lastDay < since) return
  const at = new Date(startOfDay(world.ctx.tenant.zone, addDays(lastDay, 1)).getTime() + morningMs)
  if (at >= world.now) return
  const ctx = acting(world, at, world.people.staff('jiandu'))
  for (const indicatorId of indicators) await publish(ctx, { indicatorId, audience: 'public' }, lastDay)
  const month = { indicatorId: 'IND-002-01', audience: 'office' as const }
  const before = addDays(firstOfMonth(lastDay), -1)
  await publish(ctx, { ...month, from: firstOfMonth(lastDay), to: lastDay }, lastDay)
  await correct(ctx, { ...month, from: firstOfMonth(before), to: before }, before)
}

const ratesTold = [
  ...['handling-accepted', 'handling-solved', 'handling-satisfied'],
  ...['complaint-on-time', 'complaint-solved', 'complaint-satisfied'],
]

/** Rates of handling of the last month and of the last whole quarter, for everybody, as they stand this morning; bulletins quote them. */
export async function publishHandling(world: World): Promise<void> {
  const ctx = acting(world, world.now, world.people.staff('jiandu'))
  const { month, quarter } = toldPeriods(world)
  // A month within the quarter is published alone: what overlaps could be subtracted.
  for (const days of quarter.to === month.to ? [month] : [quarter, month]) {
    for (const indicatorId of ratesTold) await publish(ctx, { indicatorId, audience: 'public', ...days }, days.to)
  }
}

/** The days that bulletins tell of: the last month and the last whole quarter. */
export function toldPeriods(world: World): Record<'month' | 'quarter', { from: Day; to: Day }> {
  const month = firstOfMonth(world.dayOf(world.now))
  const quarter = addMonths(month, -((Number(month.slice(5, 7)) - 1) % 3))
  return {
    month: { from: addMonths(month, -1), to: addDays(month, -1) },
    quarter: { from: addMonths(quarter, -3), to: addDays(quarter, -1) },
  }
}

type Choice = { indicatorId: string; audience: Audience; from?: Day; to?: Day }

const idOf = (ctx: Context, { indicatorId, audience }: Choice, day: Day, what = 'published') =>
  idFromName(`${ctx.tenant.id}/${indicatorId}/${audience}/${day}/${what}`)

async function publish(ctx: Context, choice: Choice, day: Day): Promise<void> {
  const looked = await previewIfAny(ctx, choice)
  if (!looked) return
  const { asOf, rows } = looked
  const note = choice.audience === 'public' ? '月度发布' : '月度通报用'
  await publishFigure(ctx, { id: idOf(ctx, choice, day), ...choice, asOf, sha256: rows.sha256, note })
}

async function correct(ctx: Context, choice: Choice, day: Day): Promise<void> {
  const looked = await previewIfAny(ctx, choice)
  if (!looked || looked.earlier.length === 0) return
  const { asOf, rows } = looked
  const reason = '当月办结的事项在次月仍有评价，按最新的评价更正'
  const id = idOf(ctx, choice, day, 'corrected')
  await correctFigure(ctx, { id, figureId: idOf(ctx, choice, day), asOf, sha256: rows.sha256, reason })
}

/** A small simulation has months with too few ratings for a figure. */
async function previewIfAny(ctx: Context, choice: Choice) {
  try {
    return await previewFigure(ctx, choice)
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'figure-not-publishable') return null
    throw cause
  }
}
