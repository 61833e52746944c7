import type { CampaignEffect, Share, Stretch } from '@minyi/shared/campaigns/contract.ts'
import { type Days, lengthOf, rateChange, stretchesOf } from '@minyi/shared/campaigns/rules.ts'
import { wilson } from '@minyi/shared/estimates/wilson.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { type Context, today } from '../../../platform/context.ts'
import { countedThrough, kindsOfDays } from '../../hotspots/watch/service.ts'
import * as queries from '../queries.ts'

type Place = { topicId: string; areaId: string | null; unitId: string | null }
type Counted = ReadonlyMap<Day, { own: number; others: number }>

/** What a campaign did so far: its topic before, during and after, beside all other topics of the same place. */
export async function effectOf(ctx: Context, campaign: queries.StoredCampaign): Promise<CampaignEffect> {
  const through = (await countedThrough(ctx)) ?? addDays(today(ctx), -1)
  const { before, during, after } = stretchesOf(campaign, through)
  const last = after?.to ?? during?.to ?? before.to
  const rows = await queries.listDays(ctx, { ...campaign, from: before.from, to: last })
  const counted: Counted = new Map(rows.map((row) => [row.day, row]))
  const kinds = await kindsOfDays(ctx, before.from, last)
  const kindOf = (day: Day) => kinds[lengthOf({ from: before.from, to: day }) - 1] ?? 0
  const course = (days: Days, of: 'own' | 'others') => {
    const all = daysOf(days)
    return { counts: all.map((day) => counted.get(day)?.[of] ?? 0), kinds: all.map(kindOf) }
  }
  const change = (days: Days | null, of: 'own' | 'others') => days && rateChange(course(before, of), course(days, of))
  return {
    through,
    before: await stretch(ctx, campaign, before, counted),
    during: during && (await stretch(ctx, campaign, during, counted)),
    after: after && (await stretch(ctx, campaign, after, counted)),
    duringChange: change(during, 'own'),
    afterChange: change(after, 'own'),
    othersDuring: change(during, 'others'),
    othersAfter: change(after, 'others'),
    usualPerDay: campaign.usualPerDay,
    course: daysOf({ from: before.from, to: last }).map((day) => ({ day, count: counted.get(day)?.own ?? 0 })),
  }
}

async function stretch(ctx: Context, place: Place, days: Days, counted: Counted): Promise<Stretch> {
  const voices = await queries.countVoices(ctx, { ...place, ...days })
  return {
    ...days,
    days: lengthOf(days),
    items: daysOf(days).reduce((sum, day) => sum + (counted.get(day)?.own ?? 0), 0),
    satisfied: shareOf(voices.satisfied, voices.graded),
    solved: shareOf(voices.solved, voices.told),
  }
}

function shareOf(x: number, n: number): Share {
  const [low, high] = n > 0 ? wilson(x, n) : [null, null]
  return { x, n, low, high }
}

const daysOf = (days: Days): Day[] => Array.from({ length: lengthOf(days) }, (_, i) => addDays(days.from, i))
