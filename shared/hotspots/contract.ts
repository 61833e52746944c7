import { z } from 'zod'
import { CaseKind, CaseState, Verdict } from '../cases/contract.ts'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Day, Instant } from '../platform/time.ts'

/** What a series is of: a topic as a whole, in one area, or at one unit. */
export const HotspotScope = z.enum(['all', 'area', 'unit'])
export type HotspotScope = z.infer<typeof HotspotScope>

/** One day of the chart: what was counted, what was to be expected, and the 95% limits of a single day. */
export const CourseDay = z.object({
  day: Day,
  count: z.number().int(),
  expected: z.number(),
  low: z.number(),
  high: z.number(),
})
export type CourseDay = z.infer<typeof CourseDay>

/** What the rule found: see `assessRise`. `alpha` is the level by which it was called out, over `series` series of its family. */
export const RiseFindings = z.object({
  days: z.number().int(),
  observed: z.number().int(),
  expected: z.number(),
  variance: z.number(),
  probability: z.number(),
  ratio: z.number(),
  dispersion: z.number(),
  baselineDays: z.number().int(),
  detectable: z.number(),
  alpha: z.number(),
  series: z.number().int(),
})
export type RiseFindings = z.infer<typeof RiseFindings>

/** A topic that rose against its own past (热点). */
export const HotspotRow = z.object({
  id: Id,
  topicId: Id,
  topicName: z.string(),
  groupName: z.string().nullable(),
  scope: HotspotScope,
  areaId: Id.nullable(),
  areaName: z.string().nullable(),
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  beganDay: Day,
  foundDay: Day,
  lastDay: Day,
  overDay: Day.nullable(),
  findings: RiseFindings,
  course: z.array(CourseDay),
  campaignId: Id.nullable(),
})
export type HotspotRow = z.infer<typeof HotspotRow>

export const listHotspots = operation({
  name: 'hotspots.list',
  summary: '热点：比自己往常明显升高的诉求主题，按区域和单位',
  method: 'GET',
  path: '/hotspots',
  access: 'hotspots.read',
  input: z.object({ state: z.enum(['running', 'over']).default('running'), ...Paging }),
  output: pageOf(HotspotRow),
  problems: ['input-invalid'],
})

/** How many items of the topic came in where, in the window and in as long a time before. */
export const PlaceCount = z.object({
  id: Id.nullable(),
  name: z.string(),
  now: z.number().int(),
  before: z.number().int(),
})
export type PlaceCount = z.infer<typeof PlaceCount>

export const readHotspot = operation({
  name: 'hotspots.get',
  summary: '一个热点：往常、应有、实有、概率和起始日，及在哪里、涉及谁',
  method: 'GET',
  path: '/hotspots/:hotspotId',
  access: 'hotspots.read',
  input: z.object({ hotspotId: Id }),
  output: HotspotRow.extend({ areas: z.array(PlaceCount), units: z.array(PlaceCount) }),
  problems: ['not-found'],
})

/** An item of a hot spot. Its words are only for who may read the item itself. */
export const HotspotItem = z.object({
  id: Id,
  number: z.string(),
  kind: CaseKind,
  state: CaseState,
  title: z.string().nullable(),
  areaName: z.string().nullable(),
  unitName: z.string().nullable(),
  receivedAt: Instant,
  verdict: Verdict.nullable(),
})
export type HotspotItem = z.infer<typeof HotspotItem>

export const listHotspotItems = operation({
  name: 'hotspots.items',
  summary: '热点下的民意件，新的在前；标题只给有权看这件的人',
  method: 'GET',
  path: '/hotspots/:hotspotId/items',
  access: 'hotspots.read',
  input: z.object({ hotspotId: Id, ...Paging }),
  output: pageOf(HotspotItem),
  problems: ['not-found', 'input-invalid'],
})

/** One topic of the whole place, as the last night saw it; without findings where its past is too short or outside the caller's reach. */
export const TopicWatch = z.object({
  topicId: Id,
  topicName: z.string(),
  groupName: z.string().nullable(),
  last14: z.number().int(),
  before14: z.number().int(),
  findings: RiseFindings.nullable(),
})
export type TopicWatch = z.infer<typeof TopicWatch>

export const readWatch = operation({
  name: 'hotspots.watch',
  summary: '各主题、各区域近 14 天与之前 14 天的件数，以及看得出的最小升幅',
  method: 'GET',
  path: '/hotspots-watch',
  access: 'hotspots.read',
  input: z.object({}),
  output: z.object({
    through: Day.nullable(),
    topics: z.array(TopicWatch),
    areas: z.array(PlaceCount),
    series: z.object({ all: z.number().int(), area: z.number().int(), unit: z.number().int() }),
    falseAlarmsPerMonth: z.number(),
  }),
  problems: [],
})
