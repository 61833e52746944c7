import { MatterKind } from '@minyi/shared/matters/contract.ts'
import type { Grade, RatingReason } from '@minyi/shared/ratings/contract.ts'
import type { ExclusionReason } from '@minyi/shared/ratings/exclusions/contract.ts'
import { changeDays, isPoor, reasonsFor } from '@minyi/shared/ratings/rules.ts'
import { type Chance, chanceOf } from '../chance.ts'
import type { Answer, SimulatedClaim, SimulatedMatter } from '../matters/simulate.ts'
import { homeMoment, officeMoment, type World } from '../world.ts'

/** A rating and what its author, and the office, did with it afterwards. */
export type SimulatedRating = {
  matter: SimulatedMatter
  claim: SimulatedClaim
  answer: Answer
  details: { reasons: RatingReason[]; words: string; at: Date } | null
  consentAt: Date | null
  change: { at: Date; grade: Grade } | null
  exclusion: { reason: ExclusionReason; proposedAt: Date; decidedAt: Date; approve: boolean } | null
}

/** What became of every answer, in the order in which they were given. */
export function simulateRatings(world: World, matters: readonly SimulatedMatter[]): SimulatedRating[] {
  const chance = chanceOf(world.files.simulation.seed, 'ratings')
  const given = matters.flatMap((matter) =>
    matter.claim?.answer ? [{ matter, claim: matter.claim, answer: matter.claim.answer }] : [],
  )
  given.sort((a, b) => a.answer.at.getTime() - b.answer.at.getTime())
  return given.map((rating) => ({
    ...rating,
    details: simulateDetails(world, chance, rating),
    consentAt: simulateConsent(world, chance, rating.answer),
    change: simulateChange(world, chance, rating.answer),
    exclusion: simulateExclusion(world, chance, rating),
  }))
}

type Given = Pick<SimulatedRating, 'matter' | 'answer'>

function simulateDetails(world: World, chance: Chance, { matter, answer }: Given): SimulatedRating['details'] {
  const { simulation, reasons } = world.files
  const poor = isPoor(answer.grade)
  const offered = reasonsFor(MatterKind.parse(matter.kind))
  const set = matter.kind === 'enforcement' ? 'enforcement' : 'service'
  const known = reasons.poor.filter(({ kind, reason }) => kind === set && offered.includes(reason))
  const given = poor && chance.of(simulation.claims.reasonShare)
  const words = chance.of(simulation.claims.wordsShare) ? chance.pick(poor ? reasons.poorWords : reasons.goodWords) : ''
  if (!given && words === '') return null
  const chosen = given ? [chance.weighted(known, ({ weight }) => weight).reason] : []
  return past(world, new Date(answer.at.getTime() + chance.between(15, 90) * 1000), (at) => ({
    reasons: chosen,
    words,
    at,
  }))
}

function simulateConsent(world: World, chance: Chance, answer: Answer): Date | null {
  if (!isPoor(answer.grade) || !chance.of(world.files.simulation.claims.consentShare)) return null
  return past(world, new Date(answer.at.getTime() + chance.between(90, 240) * 1000), (at) => at)
}

function simulateChange(world: World, chance: Chance, answer: Answer): SimulatedRating['change'] {
  const { changedShare, poorChangedToSatisfied } = world.files.simulation.claims
  if (!chance.of(changedShare)) return null
  const better = isPoor(answer.grade) && chance.of(poorChangedToSatisfied)
  const others = ([1, 2, 3, 4, 5] as const).filter(
    (grade) => grade !== answer.grade && isPoor(grade) === isPoor(answer.grade),
  )
  const grade = better ? 4 : chance.pick(others)
  return past(world, homeMoment(world, chance, answer.at, chance.between(1, changeDays - 1)), (at) => ({ at, grade }))
}

/** The supervising office is itself rated for mediation; its own ratings are left to others. */
function simulateExclusion(world: World, chance: Chance, { matter, answer }: Given): SimulatedRating['exclusion'] {
  const { excluded } = world.files.simulation
  const total = excluded.reduce((sum, { share }) => sum + share, 0)
  if (!chance.of(total) || matter.unit === supervisorUnit) return null
  const reason = chance.weighted(excluded, ({ share }) => share).reason
  if (reason === 'malicious' && !isPoor(answer.grade)) return null
  const proposedAt = officeMoment(world, chance, answer.at, chance.between(3, 7))
  const decidedAt = officeMoment(world, chance, proposedAt, chance.between(1, 3))
  return past(world, proposedAt, () => ({ reason, proposedAt, decidedAt, approve: chance.of(0.85) }))
}

/** The unit of the supervisor's accounts. */
export const supervisorUnit = 'u-sfj'

/** What happens at a moment, unless it is still to come. */
const past = <T>(world: World, at: Date, made: (at: Date) => T): T | null => (at < world.now ? made(at) : null)
