import { z } from 'zod'
import { MatterKind } from '../../matters/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Grade, RatingChannel } from '../contract.ts'
import { ExclusionReason, ExclusionState } from './appeals/contract.ts'

export { ExclusionReason, ExclusionState, exclusionReasons, exclusionStates } from './appeals/contract.ts'

/** One rating as the supervising office sees it: neither words nor matter, which belong to the follow-up. */
export const RatingRow = z.object({
  id: Id,
  number: z.string(),
  kind: MatterKind,
  unit: z.object({ id: Id, name: z.string() }),
  grade: Grade,
  channel: RatingChannel,
  givenDay: Day,
  changes: z.number().int(),
  state: z.enum(['counted', 'excluded', 'anonymised', 'shown']),
  /** Whether a proposal to exclude it is open. */
  proposed: z.boolean(),
})
export type RatingRow = z.infer<typeof RatingRow>

const Person = z.object({ id: Id, name: z.string() })

/** A proposal to take a rating out of the count (剔除): made by one person, decided by another. */
export const Exclusion = z.object({
  id: Id,
  rating: RatingRow,
  reason: ExclusionReason,
  note: z.string(),
  state: ExclusionState,
  /** Whether the supervising office or the rated unit itself proposed it. */
  origin: z.enum(['office', 'unit']),
  proposedBy: Person,
  proposedAt: Instant,
  decidedBy: Person.nullable(),
  decidedAt: Instant.nullable(),
  /** The last day on which its author may appeal, until 24:00; null while nothing was decided. */
  appealUntil: Day.nullable(),
  appealedAt: Instant.nullable(),
  /** Proposals that were made together. */
  batchId: Id.nullable(),
})
export type Exclusion = z.infer<typeof Exclusion>

/** What the caller may do with an exclusion as it stands now. */
export const exclusionActs = ['approve', 'refuse', 'withdraw', 'decide-appeal', 'restore'] as const
export const ExclusionAct = z.enum(exclusionActs)
export type ExclusionAct = z.infer<typeof ExclusionAct>

/** An exclusion with all that led to it. Words and matter stay with the follow-up, for those who may read it. */
export const ExclusionDetail = z.object({
  ...Exclusion.shape,
  /** What happened to the rating itself, by the day: the hour at which somebody rated leads too close to them. */
  ratingEvents: z.array(
    z.object({
      day: Day,
      event: z.enum(['given', 'changed', 'excluded', 'restored', 'anonymised']),
      grade: Grade.nullable(),
    }),
  ),
  /** Whether its author changed the grade after it was proposed. */
  changedSince: z.boolean(),
  steps: z.array(z.object({ at: Instant, step: ExclusionState, by: z.string().nullable(), note: z.string() })),
  appeal: z.object({ words: z.string(), at: Instant }).nullable(),
  followUpId: Id.nullable(),
  acts: z.array(ExclusionAct),
  /** Why the caller may not decide what waits to be decided: they proposed it, or (an appeal) they approved it. */
  barred: z.enum(['proposer', 'approver']).nullable(),
})
export type ExclusionDetail = z.infer<typeof ExclusionDetail>

const note = (missing: string) => z.string().trim().min(4, missing).max(500, '最多 500 字')
const proposal = { reason: ExclusionReason, note: note('请写明依据') }

export const listRatings = operation({
  name: 'ratings.list',
  summary: '辖区内的评价（监督机构，不含说明和事项）',
  method: 'GET',
  path: '/ratings',
  access: 'ratings.exclude.propose',
  input: z.object({
    ...Paging,
    unitId: Id.optional(),
    channel: RatingChannel.optional(),
    from: Day.optional(),
    to: Day.optional(),
    grade: z.coerce.number().int().min(1).max(5).optional(),
    state: z.enum(['counted', 'excluded']).optional(),
  }),
  output: pageOf(RatingRow),
  problems: [],
})

export const proposeExclusion = operation({
  name: 'ratings.proposeExclusion',
  summary: '提出剔除一条评价，须由另一人审核',
  method: 'POST',
  path: '/ratings/:ratingId/exclusions',
  access: 'ratings.exclude.propose',
  input: z.object({ id: Id, ratingId: Id, ...proposal }),
  output: Exclusion,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const proposeExclusions = operation({
  name: 'ratings.proposeExclusions',
  summary: '一次提出剔除多条评价，审核前可以整批撤回',
  method: 'POST',
  path: '/exclusions',
  access: 'ratings.exclude.propose',
  input: z.object({ id: Id, ratingIds: z.array(Id).min(1, '请先选评价').max(100, '一次最多 100 条'), ...proposal }),
  output: z.object({
    batchId: Id,
    proposed: z.array(Exclusion),
    /** Left out: not found, or proposed or excluded already. */
    left: z.array(Id),
  }),
  problems: ['id-reused'],
})

export const withdrawExclusions = operation({
  name: 'ratings.withdrawExclusions',
  summary: '撤回自己提出、还没有审核的剔除',
  method: 'POST',
  path: '/exclusions/withdrawals',
  access: 'staff',
  input: z.object({ id: Id, exclusionIds: z.array(Id).min(1).max(100) }),
  /** Those that were withdrawn; the others are not the caller's, or decided by now. */
  output: z.object({ withdrawn: z.array(Id) }),
  problems: ['id-reused'],
})

export const listExclusions = operation({
  name: 'ratings.listExclusions',
  summary: '剔除评价的提议和结果',
  method: 'GET',
  path: '/exclusions',
  access: 'staff',
  input: z.object({
    ...Paging,
    state: ExclusionState.optional(),
    unitId: Id.optional(),
    reason: ExclusionReason.optional(),
    batchId: Id.optional(),
    ratingId: Id.optional(),
  }),
  output: pageOf(Exclusion),
  problems: [],
})

export const countExclusions = operation({
  name: 'ratings.countExclusions',
  summary: '剔除台账里各种状态的数量',
  method: 'GET',
  path: '/exclusions/counts',
  access: 'staff',
  input: z.object({}),
  output: z.object({ rows: z.array(z.object({ state: ExclusionState, count: z.number().int() })) }),
  problems: [],
})

export const readExclusion = operation({
  name: 'ratings.readExclusion',
  summary: '一件剔除：依据、经过、申诉和现在能做的',
  method: 'GET',
  path: '/exclusions/:exclusionId',
  access: 'staff',
  input: z.object({ exclusionId: Id }),
  output: ExclusionDetail,
  problems: ['not-found'],
})

export const decideExclusion = operation({
  name: 'ratings.decideExclusion',
  summary: '审核剔除：提议人和被评单位的人不能审核',
  method: 'POST',
  path: '/exclusions/:exclusionId/decision',
  access: 'ratings.exclude.approve',
  input: z.object({
    id: Id,
    exclusionId: Id,
    approve: z.boolean(),
    note: z.string().trim().max(500, '最多 500 字').default(''),
  }),
  output: Exclusion,
  problems: ['not-found', 'second-person-needed', 'step-not-allowed', 'version-conflict', 'id-reused'],
})

export const decideAppeal = operation({
  name: 'ratings.decideAppeal',
  summary: '决定申诉：提议人、审核人和被评单位的人都不能决定',
  method: 'POST',
  path: '/exclusions/:exclusionId/appeal-decision',
  access: 'ratings.exclude.approve',
  input: z.object({ id: Id, exclusionId: Id, restore: z.boolean(), note: note('请写明理由，会告诉居民') }),
  output: Exclusion,
  problems: ['not-found', 'third-person-needed', 'step-not-allowed', 'version-conflict', 'id-reused'],
})

export const restoreRating = operation({
  name: 'ratings.restore',
  summary: '把剔除的评价恢复计入',
  method: 'POST',
  path: '/exclusions/:exclusionId/restore',
  access: 'ratings.exclude.approve',
  input: z.object({ id: Id, exclusionId: Id, note: note('请写明依据') }),
  output: Exclusion,
  problems: ['not-found', 'step-not-allowed', 'version-conflict', 'id-reused'],
})

/** A proposal as the rated unit sees its own: neither grade nor person, and nothing of an appeal. */
export const UnitProposal = z.object({
  id: Id,
  followUpId: Id,
  title: z.string(),
  reason: ExclusionReason,
  note: z.string(),
  state: z.enum(['proposed', 'withdrawn', 'approved', 'refused', 'restored']),
  proposedBy: z.string(),
  proposedAt: Instant,
  mine: z.boolean(),
})
export type UnitProposal = z.infer<typeof UnitProposal>

export const proposeByUnit = operation({
  name: 'ratings.proposeByUnit',
  summary: '被评单位对居民同意告知的差评提出剔除；单位只能提出，不能审核',
  method: 'POST',
  path: '/units/told-follow-ups/:followUpId/exclusions',
  access: 'matters.read',
  input: z.object({ id: Id, followUpId: Id, ...proposal }),
  output: UnitProposal,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const listUnitProposals = operation({
  name: 'ratings.listUnitProposals',
  summary: '本单位提出的剔除和结果',
  method: 'GET',
  path: '/units/exclusions',
  access: 'matters.read',
  input: z.object({ ...Paging }),
  output: pageOf(UnitProposal),
  problems: [],
})
