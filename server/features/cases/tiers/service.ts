import { Tier } from '@minyi/shared/cases/contract.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import type * as contract from '@minyi/shared/cases/tiers/contract.ts'
import { tierLabels } from '@minyi/shared/cases/tiers/labels.ts'
import { isTiered, riseAct, tierAbove } from '@minyi/shared/cases/tiers/rules.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { AreaLevel } from '@minyi/shared/registry/contract.ts'
import { audit } from '../../../platform/audit.ts'
import type { Context } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { officeChange } from '../office/change/service.ts'
import { detailOf } from '../office/service.ts'
import { type CaseRecord, insertClock, updateCase } from '../queries.ts'
import { firstTierOf } from '../running/service.ts'
import { factsOf, takeStep } from '../service.ts'
import * as queries from './queries.ts'

/** The dispatcher puts an item into another tier; its clock there starts now. */
export async function setTier(ctx: Context, input: InputOf<typeof contract.setTier>): Promise<CaseDetail> {
  return officeChange(ctx, input, ['cases.dispatch'], async (ctx, item) => {
    if (!isTiered(factsOf(item).kind) || item.tier === input.tier) throw new Problem('step-not-allowed')
    const words = `${tierLabels[input.tier]}：${input.words}`
    return detailOf(
      ctx,
      await takeStep(ctx, item, { act: 'set-tier', words, internal: true, patch: { tier: input.tier } }),
    )
  })
}

/** Items that their tier has not settled in its time go up by themselves: to the unit that stands there, or to its dispatcher. */
export async function raiseStaleItems(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const stale = await queries.lockStale(inner, 100)
    for (const item of stale) await raise(inner, item)
    return stale.length
  })
}

/**
 * Items from before there were tiers get their first one, with its time from now on. An item that is merged or answered gets no clock: the
 * step that sends it back to be handled sets it.
 */
export async function giveFirstTiers(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const tierless = await queries.lockTierless(inner, 200)
    for (const { item, level } of tierless) {
      const { kind, channel, state } = factsOf(item)
      const { tier, clock } = await firstTierOf(inner, {
        kind,
        channel,
        state,
        level: AreaLevel.nullable().parse(level),
      })
      await updateCase(inner, item.id, { tier, tierDueAt: clock?.dueAt ?? null })
      if (clock) await insertClock(inner, { ...clock, caseId: item.id, round: item.round, version: item.version })
      const subject = { subjectKind: 'case', subjectId: item.id, detail: { tier } }
      await audit(inner, { action: 'cases.first-tier', ...subject })
    }
    return tierless.length
  })
}

async function raise(ctx: Context, item: CaseRecord): Promise<void> {
  const from = Tier.parse(item.tier)
  const tier = tierAbove(from)
  if (tier === null) throw new Error('the highest tier has no clock')
  const unitId = await queries.findStandingUnit(ctx, item, tier)
  const act = riseAct(factsOf(item).state, unitId !== null)
  const words = `${tierLabels[from]}在期限内没有办结，已升到${tierLabels[tier]}继续办理`
  const patch = act === 'rise-unit' ? { tier, unitId } : act === 'rise-desk' ? { tier, unitId: null } : { tier }
  await takeStep(ctx, item, { act, words, patch })
}
