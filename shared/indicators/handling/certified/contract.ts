import { z } from 'zod'
import { Id } from '../../../platform/identity.ts'
import { operation } from '../../../platform/operation.ts'
import { Day, Instant } from '../../../platform/time.ts'
import { Count, Period } from '../../contract.ts'
import { DefinitionInFull, IntervalMethod, OrderedSilence } from '../../definitions/contract.ts'
import { CertifiedEstimate } from '../../published/contract.ts'

/** What a rate of handling is of: items of every kind, complaints and reports, call-backs, or the tiers in which items are settled. */
export const handlingGroups = ['items', 'complaints', 'calls', 'tiers'] as const
export const HandlingGroup = z.enum(handlingGroups)
export type HandlingGroup = z.infer<typeof HandlingGroup>

const prefixes: Record<HandlingGroup, string> = {
  items: 'handling',
  complaints: 'complaint',
  calls: 'call-back',
  tiers: 'tier',
}

/** The id of a rate of handling, under which it is defined, published and listed. */
export const handlingIdOf = (group: HandlingGroup, what: string): string => `${prefixes[group]}-${what}`

/** Whether an indicator is a rate of handling. */
export const isHandlingId = (indicatorId: string): boolean =>
  handlingGroups.some((group) => indicatorId.startsWith(`${prefixes[group]}-`))

/** The newest published figure of a rate that is in force, as pages of live figures link to it. */
export const CertificateLink = z.object({
  id: Id,
  name: z.string(),
  period: Period,
  publishedAt: Instant,
  audience: z.enum(['public', 'office']),
  estimate: CertifiedEstimate.nullable(),
})
export type CertificateLink = z.infer<typeof CertificateLink>

/** A rate of handling with its definition in force. */
export const HandlingCard = z.object({
  indicatorId: z.string(),
  group: HandlingGroup,
  definition: DefinitionInFull,
  since: Day,
  who: z.string(),
  clause: z.object({ document: z.string(), number: z.string().nullable(), place: z.string(), text: z.string() }),
})
export type HandlingCard = z.infer<typeof HandlingCard>

export const listHandlingIndicators = operation({
  name: 'handling.indicators',
  summary: '办理类指标：各有口径、目标和依据原文',
  method: 'GET',
  path: '/handling-indicators',
  access: 'anyone',
  input: z.object({}),
  output: z.object({ indicators: z.array(HandlingCard) }),
  problems: [],
})

export const defineHandling = operation({
  name: 'handling.define',
  summary: '改办理类指标的口径：产生新的一版，旧的数字仍按旧版',
  method: 'POST',
  path: '/handling-indicators/:indicatorId/definitions',
  access: 'definitions.write',
  input: z.object({
    id: Id,
    indicatorId: z.string().max(40),
    expectedVersion: Count.positive(),
    minN: Count.min(30, '最少件数不能低于 30').max(10_000),
    /** Null takes the target away: then there is no verdict. */
    target: z.number().min(0.5, '目标不能低于 50%').max(1, '目标不能超过 100%').nullable(),
    level: z.union([z.literal(0.9), z.literal(0.95), z.literal(0.99)]),
    method: IntervalMethod.optional(),
    /** An order to count silence: it leads to a second, labelled figure. Null takes it away; left out, it stays. */
    silence: OrderedSilence.nullish(),
    reason: z.string().trim().max(300, '原因最多 300 字').default(''),
  }),
  output: HandlingCard,
  problems: ['not-found', 'version-conflict', 'input-invalid', 'id-reused'],
})
