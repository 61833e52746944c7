import type { FollowUp, FollowUpAction } from '@minyi/shared/follow-ups/contract.ts'
import { isPoor } from '@minyi/shared/ratings/rules.ts'
import { readFollowUp, takeStep } from '../../features/follow-ups/service.ts'
import { appealExclusion } from '../../features/ratings/exclusions/appeals/service.ts'
import { decideAppeal, decideExclusion, proposeExclusion } from '../../features/ratings/exclusions/service.ts'
import { secretOf } from '../../features/ratings/present.ts'
import { changeGrade, reRate } from '../../features/ratings/receipts/service.ts'
import { idFromName } from '../../platform/ids.ts'
import { type Chance, chanceOf } from '../chance.ts'
import { acting, homeMoment, momentOf, officeMoment, type World } from '../world.ts'
import { type SimulatedRating, supervisorUnit } from './simulate.ts'

type Act = { at: Date; run: () => Promise<unknown> }
const anyone = { kind: 'anyone', id: null } as const

/**
 * What happens to a rating after it was given, in the order of time: its author changes it, the office leaves it out, and a poor
 * grade is followed up step by step until it is closed or today is reached.
 */
export async function tellStory(world: World, rating: SimulatedRating): Promise<void> {
  const waiting = [...changeActs(world, rating), ...exclusionActs(world, rating), ...appealActs(world, rating)]
  const followed = isPoor(rating.answer.grade) && rating.matter.unit !== supervisorUnit
  const chance = chanceOf(world.files.simulation.seed, `story/${rating.answer.ratingId}`)
  let view = followed ? await readView(world, rating) : null
  let since = rating.answer.at
  for (let step = 1; ; step += 1) {
    const next = view === null ? null : planStep(world, chance, view, since)
    const due = waiting.findIndex(({ at }) => next === null || at <= next.at)
    if (due >= 0) {
      for (const act of waiting.splice(due, 1)) await act.run()
      if (view) view = await readView(world, rating)
      continue
    }
    if (!view || !next || next.at >= world.now) return
    view = await takePlanned(world, rating, view, { ...next, step })
    since = next.at
  }
}

function changeActs(world: World, { answer, change }: SimulatedRating): Act[] {
  if (!change) return []
  const ctx = acting(world, change.at, anyone)
  const { ratingId } = answer
  const input = { id: idFromName(`${ratingId}/change`), ratingId, secret: secretOf(ctx, ratingId), grade: change.grade }
  return [{ at: change.at, run: () => changeGrade(ctx, input) }]
}

function exclusionActs(world: World, { matter, answer, exclusion }: SimulatedRating): Act[] {
  if (!exclusion) return []
  const id = idFromName(`${answer.ratingId}/exclusion`)
  const { reason, proposedAt, decidedAt, approve } = exclusion
  const proposer = acting(world, proposedAt, world.people.staff('jiandu'))
  const decider = acting(world, decidedAt, world.people.staff(matter.unit === 'u-zfb' ? 'lingdao2' : 'lingdao'))
  const decision = { id: idFromName(`${id}/decision`), exclusionId: id, approve, note: '' }
  const proposal = { id, ratingId: answer.ratingId, reason, note: exclusionNotes[reason] }
  const acts = [{ at: proposedAt, run: () => proposeExclusion(proposer, proposal) }]
  return decidedAt < world.now ? [...acts, { at: decidedAt, run: () => decideExclusion(decider, decision) }] : acts
}

/** Some authors appeal; a third person decides, who belongs neither to the proposal, nor to the approval, nor to the unit. */
function appealActs(world: World, { matter, answer, exclusion }: SimulatedRating): Act[] {
  const { ratingId } = answer
  const chance = chanceOf(world.files.simulation.seed, `appeal/${ratingId}`)
  const noThird = matter.unit === 'u-zfb' || matter.unit === 'u-fzb'
  if (!exclusion?.approve || noThird || !chance.of(0.3)) return []
  const appealedAt = homeMoment(world, chance, exclusion.decidedAt, chance.between(1, 9))
  const answeredAt = officeMoment(world, chance, appealedAt, chance.between(2, 6))
  if (appealedAt >= world.now) return []
  const author = acting(world, appealedAt, anyone)
  const third = acting(world, answeredAt, world.people.staff('lingdao2'))
  const restore = chance.of(0.5)
  const exclusionId = idFromName(`${ratingId}/exclusion`)
  const words = '这件事确实是我去办的，请再核对一次'
  const appeal = { id: idFromName(`${exclusionId}/appeal`), ratingId, secret: secretOf(author, ratingId), words }
  const note = restore ? '调取登记记录核对，确为当事人本人评价' : '核对记录后，剔除的依据成立'
  const answering = { id: idFromName(`${exclusionId}/answer`), exclusionId, restore, note }
  const acts: Act[] = [{ at: appealedAt, run: () => appealExclusion(author, appeal) }]
  return answeredAt < world.now ? [...acts, { at: answeredAt, run: () => decideAppeal(third, answering) }] : acts
}

const exclusionNotes = {
  duplicate: '同一件事登记了两次，保留先登记的一件',
  test: '培训时试填的评价',
  ineligible: '评价人不是这件事的当事人',
  malicious: '核实后确认与事实明显不符',
} as const

const readView = (world: World, { answer }: SimulatedRating): Promise<FollowUp> =>
  readFollowUp(acting(world, answer.at, world.people.staff('jiandu')), {
    followUpId: idFromName(`${answer.ratingId}/follow-up`),
  })

type Planned = { at: Date; action: FollowUpAction } | { at: Date; action: 're-rate'; grade: 2 | 4 }

/** What comes next in a stage and when; the office is late with about one in ten. */
function planStep(world: World, chance: Chance, view: FollowUp, since: Date): Planned | null {
  const office = (days: number) => officeMoment(world, chance, since, days)
  if (view.stage === 'call-back') {
    const tried = view.steps.filter(({ step }) => step === 'not-reached').length
    const action = chance.of(0.8) ? 'reached' : tried < 2 ? 'not-reached' : 'unreachable'
    return { at: office(chance.of(0.1) ? chance.between(2, 5) : chance.between(0, 1)), action }
  }
  if (view.stage === 'verify')
    return { at: office(chance.between(1, 2)), action: chance.of(0.75) ? 'confirmed' : 'unfounded' }
  if (view.stage === 'answer') {
    const founded = view.steps.some(({ step }) => step === 'confirmed')
    return {
      at: office(chance.of(0.1) ? chance.between(5, 12) : chance.between(1, 3)),
      action: founded ? 'fixed' : 'explained',
    }
  }
  if (view.stage !== 're-rate') return null
  if (view.reRating) {
    const again = view.reRating.grade <= 2 && !view.steps.some(({ step }) => step === 'sent-back')
    return { at: office(1), action: again ? 'sent-back' : 'close' }
  }
  if (chance.of(0.5))
    return {
      at: homeMoment(world, chance, since, chance.between(1, 3)),
      action: 're-rate',
      grade: chance.of(0.25) ? 2 : 4,
    }
  const dueDay = view.reRateDueDay ?? world.dayOf(since)
  return { at: officeMoment(world, chance, momentOf(world, dueDay, 18 * 60), 1), action: 'close' }
}

type Numbered = Planned & { step: number }

async function takePlanned(
  world: World,
  rating: SimulatedRating,
  view: FollowUp,
  planned: Numbered,
): Promise<FollowUp> {
  const { ratingId } = rating.answer
  const id = idFromName(`${ratingId}/step/${planned.step}`)
  if (planned.action === 're-rate') {
    const ctx = acting(world, planned.at, anyone)
    await reRate(ctx, { id, ratingId, secret: secretOf(ctx, ratingId), grade: planned.grade })
    return readView(world, rating)
  }
  const ctx = acting(world, planned.at, world.people.staff('jiandu'))
  const { action } = planned
  return takeStep(ctx, { id, followUpId: view.id, version: view.version, action, note: stepNotes[action] })
}

const stepNotes: Record<FollowUpAction, string> = {
  reached: '电话回访，当事人说明了经过和诉求',
  'not-reached': '电话无人接听，次日再联系',
  unreachable: '三次未接通，转入核实',
  confirmed: '调取执法记录仪影像和卷宗，反映的情况属实',
  unfounded: '调取执法记录仪影像和卷宗，未发现反映的情况',
  fixed: '已向当事人致歉，补齐手续，并对经办人员谈话提醒',
  explained: '已书面说明法律依据和办理过程',
  appealed: '被评单位提出误评申诉',
  'sent-back': '当事人仍不满意，退回重新办理一次',
  close: '跟进办结，归档',
}
