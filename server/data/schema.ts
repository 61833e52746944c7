import { CaseChannel, Conduct, IdentityLevel, Verdict } from '@minyi/shared/cases/contract.ts'
import { MatterKind } from '@minyi/shared/matters/contract.ts'
import { Day } from '@minyi/shared/platform/time.ts'
import { RatingReason } from '@minyi/shared/ratings/contract.ts'
import { ExclusionReason } from '@minyi/shared/ratings/exclusions/contract.ts'
import { AreaLevel } from '@minyi/shared/registry/contract.ts'
import { z } from 'zod'

/**
 * The shapes of the files of a demo district. Nothing in the files has an id: a thing is known by its external id, and its id
 * is `idFromName` over tenant, kind and external id, so that loading twice gives the same rows.
 */
const ExternalId = z.string().regex(/^[0-9A-Za-z-]{2,40}$/)

/** The finer type of an area, which for a township the three digits in its code tell. */
const AreaType = z.enum(['county', 'subdistrict', 'town', 'rural-township', 'zone', 'community', 'village', 'grid'])

export const AreaRow = z.object({
  externalId: ExternalId,
  code: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  name: z.string().min(2).max(40),
  level: AreaLevel,
  type: AreaType,
  parent: ExternalId.nullable(),
  validFrom: Day,
  validTo: Day.nullable(),
})
export type AreaRow = z.infer<typeof AreaRow>

/** `areas.json`: what `server/commands/divisions.ts` takes out of the published statistical codes; never edited by hand. */
export const DistrictFile = z.object({
  county: z.string().regex(/^\d{6}$/),
  source: z.object({ package: z.string(), version: z.string(), asOf: Day }),
  areas: z.array(AreaRow),
})
export type DistrictFile = z.infer<typeof DistrictFile>

/** `areas-own.json`: areas without a code, the grids the tenant defines, and names that the published file prints too short. */
export const OwnAreasFile = z.object({
  note: z.string(),
  names: z.record(ExternalId, z.string()),
  areas: z.array(AreaRow),
})

/** `units.json`: `namedAs` are the words of the plan that name the unit; `fields` the fields it enforces or serves. */
export const UnitRow = z.object({
  externalId: ExternalId,
  name: z.string(),
  shortName: z.string(),
  namedAs: z.string(),
  area: ExternalId,
  fields: z.array(z.string()),
})
export type UnitRow = z.infer<typeof UnitRow>

/** `officers.json`: names and certificate numbers are invented. */
export const OfficerRow = z.object({
  externalId: ExternalId,
  unit: ExternalId,
  name: z.string().min(2).max(4),
  certificateNumber: z.string().regex(/^\d{11}$/),
  title: z.string(),
})

export const collectorKinds = ['村居法律顾问', '基层法律服务工作者', '人民调解员', '网格员', '法律明白人'] as const

/** `collection-points.json`: places that may exist, with invented addresses. */
export const CollectionPointRow = z.object({
  externalId: ExternalId,
  name: z.string(),
  place: z.enum(['village', 'hall', 'legislation']),
  area: ExternalId,
  address: z.string(),
  collectorKinds: z.array(z.enum(collectorKinds)).min(1),
})

export const roleIds = [
  'grid-worker',
  'collector',
  'unit-staff',
  'officer',
  'dispatcher',
  'supervisor',
  'leader',
  'administrator',
] as const

/** `accounts.json`: sign-ins of the demo. `unit` is where somebody works; the two scopes bound the grant, null means all. */
export const AccountsFile = z.object({
  residents: z.array(
    z.object({
      phone: z.string().regex(/^1380000\d{4}$/),
      name: z.string(),
      area: ExternalId,
    }),
  ),
  staff: z.array(
    z.object({
      login: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
      name: z.string(),
      role: z.enum(roleIds),
      post: z.string(),
      unit: ExternalId.nullable(),
      scopeUnit: ExternalId.nullable(),
      scopeArea: ExternalId.nullable(),
      officer: ExternalId.nullable(),
      collectionPoint: ExternalId.nullable(),
      collectorKind: z.enum(collectorKinds).nullable(),
    }),
  ),
})

const Share = z.number().min(0).max(1)
/** Probabilities of the grades 非常不满意, 不满意, 基本满意, 满意, 非常满意, in this order. */
const GradeProbabilities = z
  .tuple([Share, Share, Share, Share, Share])
  .refine((p) => Math.abs(p.reduce((a, b) => a + b, 0) - 1) < 1e-9, 'the five probabilities add up to 1')

/** `simulation.json`: all that the seeded simulation of demo answers is made of. */
export const SimulationFile = z.object({
  note: z.string(),
  seed: z.number().int(),
  days: z.number().int().positive(),
  /** Share of each weekday's matters, Monday first, against a full working day. */
  weekdays: z.array(Share).length(7),
  claims: z.object({
    mintedShare: Share,
    counterShare: Share,
    assistedShare: Share,
    standingPerDay: z.number().min(0),
    answerRate: Share,
    counterAnswerRate: Share,
    answerDelayDays: z.array(Share),
    changedShare: Share,
    poorChangedToSatisfied: Share,
    reasonShare: Share,
    wordsShare: Share,
    consentShare: Share,
  }),
  /** Share of the matters of a township that are entered for one of its grids, and those grids. */
  gridShare: Share,
  grids: z.record(ExternalId, z.array(ExternalId).min(1)),
  parties: z.object({ person: Share, enterprise: Share, none: Share }),
  excluded: z.array(z.object({ reason: ExclusionReason, share: Share })),
  units: z.array(
    z.object({
      unit: ExternalId,
      kind: MatterKind,
      mattersPerDay: z.number().positive(),
      grades: GradeProbabilities,
      /** Change of the satisfied share from the first day to the last, in fractions of 1; `grades` hold in the middle of it. */
      drift: z.number().min(-0.2).max(0.2),
      /** Something that went wrong lately: in the last days the share of poor grades is higher by so much. */
      slip: z.object({ lastDays: z.number().int().positive(), morePoor: Share }).optional(),
      areas: z.array(z.object({ area: ExternalId, weight: z.number().positive() })).min(1),
    }),
  ),
  titles: z.array(
    z.object({
      unit: ExternalId,
      kind: MatterKind,
      titles: z.array(z.string()).min(2),
    }),
  ),
  cases: z.object({
    /** How many days before today the channel opened; its cases grow from a share of the full number on the first day. */
    days: z.number().int().positive(),
    firstDayShare: Share,
    complaintsPerDay: z.number().min(0),
    opinionsPerDay: z.number().min(0),
    identity: z.record(IdentityLevel, Share),
    channels: z.record(CaseChannel, Share),
    /** How far a case has come, by the last state it reached. */
    states: z.object({ received: Share, accepted: Share, handling: Share, replied: Share, closed: Share }),
    verdicts: z.record(Verdict, Share),
  }),
})
export type SimulationFile = z.infer<typeof SimulationFile>

/** `cases.json`: texts of demo complaints (with the conduct) and opinions (without), each with the answer a unit could give. */
export const CaseTextRow = z.object({
  no: z.number().int().positive(),
  kind: z.enum(['complaint', 'opinion']),
  conduct: Conduct.nullable(),
  topic: z.string(),
  unit: ExternalId,
  area: ExternalId,
  place: z.string(),
  title: z.string().max(40),
  text: z.string().max(1000),
  reply: z.string().max(1000),
  verdict: Verdict.extract(['solved', 'not-solved']),
  verdictWords: z.string(),
})

/** `reasons.json`: why a rating was good or poor, and the words residents add. */
export const ReasonsFile = z.object({
  poor: z.array(
    z.object({
      kind: z.enum(['enforcement', 'service']),
      reason: RatingReason,
      weight: z.number().positive(),
    }),
  ),
  poorWords: z.array(z.string()),
  goodWords: z.array(z.string()),
})
