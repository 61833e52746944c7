import { z } from 'zod'
import { MatterKind } from '../../matters/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'
import { Grade, RatingChannel } from '../contract.ts'

export const exclusionReasons = ['duplicate', 'test', 'ineligible', 'malicious'] as const
export const ExclusionReason = z.enum(exclusionReasons)
export type ExclusionReason = z.infer<typeof ExclusionReason>

export const ExclusionState = z.enum(['proposed', 'approved', 'refused', 'restored'])
export type ExclusionState = z.infer<typeof ExclusionState>

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
})
export type RatingRow = z.infer<typeof RatingRow>

/** A proposal to take a rating out of the count (剔除): made by one person, decided by another. */
export const Exclusion = z.object({
  id: Id,
  rating: RatingRow,
  reason: ExclusionReason,
  note: z.string(),
  state: ExclusionState,
  proposedBy: z.object({ id: Id, name: z.string() }),
  proposedAt: Instant,
  decidedBy: z.object({ id: Id, name: z.string() }).nullable(),
  decidedAt: Instant.nullable(),
})
export type Exclusion = z.infer<typeof Exclusion>

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
  input: z.object({
    id: Id,
    ratingId: Id,
    reason: ExclusionReason,
    note: z.string().trim().min(4, '请写明依据').max(500, '依据最多 500 字'),
  }),
  output: Exclusion,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const listExclusions = operation({
  name: 'ratings.listExclusions',
  summary: '剔除评价的提议和结果',
  method: 'GET',
  path: '/exclusions',
  access: 'staff',
  input: z.object({ ...Paging, state: ExclusionState.optional() }),
  output: pageOf(Exclusion),
  problems: [],
})

export const decideExclusion = operation({
  name: 'ratings.decideExclusion',
  summary: '审核剔除：提议人和被评单位的人不能审核',
  method: 'POST',
  path: '/exclusions/:exclusionId/decision',
  access: 'ratings.exclude.approve',
  input: z.object({ id: Id, exclusionId: Id, approve: z.boolean() }),
  output: Exclusion,
  problems: ['not-found', 'second-person-needed', 'step-not-allowed', 'id-reused'],
})

export const restoreRating = operation({
  name: 'ratings.restore',
  summary: '把剔除的评价恢复计入',
  method: 'POST',
  path: '/exclusions/:exclusionId/restore',
  access: 'ratings.exclude.approve',
  input: z.object({
    id: Id,
    exclusionId: Id,
    note: z.string().trim().min(4, '请写明依据').max(500),
  }),
  output: Exclusion,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})
