import {
  type CaseState,
  type Conduct,
  conducts,
  type IdentityLevel,
  CaseState as State,
} from '@minyi/shared/cases/contract.ts'
import { caseStateLabels, conductLabels, identityLabels } from '@minyi/shared/cases/labels.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import { readTopics } from '../cases/topics/service.ts'
import { authenticateKey } from '../integrations/service.ts'
import { listUnits } from '../registry/service.ts'
import type { Named, Value } from './present.ts'
import * as queries from './queries.ts'

/** A failure as GeoReport v2 tells it: a status, and words in English, which its clients read. */
export class Open311Fault extends Error {
  readonly status: 400 | 403 | 404
  constructor(status: 400 | 403 | 404, words: string) {
    super(words)
    this.status = status
  }
}

/** What can be asked for: a complaint about one kind of conduct, or an opinion on one of the tenant's topics. */
export type Service = {
  code: string
  name: string
  description: string
  group: string
  keywords: readonly string[]
  kind: 'complaint' | 'opinion'
  conduct: Conduct | null
  topicId: string | null
}

/** At most so many requests are listed, over at most so many days (GeoReport v2, GET Service Requests). */
export const most = { requests: 1000, days: 90 } as const
const dayMs = 86_400_000

/** The other system that calls with a key of the tenant, if its text is one. */
export const findCaller = (ctx: Context, key: string) => authenticateKey(ctx, ctx.tenant, key)

export async function listServices(ctx: Context): Promise<Service[]> {
  const topics = await readTopics(ctx)
  const groups = new Map(topics.map(({ id, name }) => [id, name]))
  const parents = new Set(topics.map(({ parentId }) => parentId))
  const complaints = conducts.map((conduct): Service => {
    const { title, plain } = conductLabels[conduct]
    const name = `投诉行政执法${title}`
    const keywords = ['投诉', '行政执法', title]
    return {
      code: `conduct-${conduct}`,
      name,
      description: plain,
      group: '行政执法投诉',
      keywords,
      kind: 'complaint',
      conduct,
      topicId: null,
    }
  })
  const opinions = topics
    .filter(({ id, active }) => active && !parents.has(id))
    .map((topic): Service => {
      const group = groups.get(topic.parentId ?? '') ?? '意见建议'
      const description = `对“${topic.name}”的意见建议`
      const { id: topicId, name, keywords } = topic
      return { code: `topic-${topicId}`, name, description, group, keywords, kind: 'opinion', conduct: null, topicId }
    })
  const general: Service = {
    code: 'opinion',
    name: '其他意见建议',
    description: '说不清归哪一类的意见建议',
    group: '意见建议',
    keywords: ['意见', '建议'],
    kind: 'opinion',
    conduct: null,
    topicId: null,
  }
  return [...complaints, ...opinions, general]
}

export async function getService(ctx: Context, code: string): Promise<Service> {
  const found = (await listServices(ctx)).find((one) => one.code === code)
  if (!found) throw new Open311Fault(404, 'service_code was not found')
  return found
}

export const serviceList = (services: readonly Service[]): Named => ({
  entry: 'service',
  rows: services.map(({ code, name, description, group, keywords }) => ({
    service_code: code,
    service_name: name,
    description,
    metadata: true,
    type: 'realtime',
    keywords: keywords.join(','),
    group,
  })),
})

const identities: readonly IdentityLevel[] = ['supervisor', 'public', 'sealed']

/** What a service asks besides words and place: the unit complained about, and who may know the resident. */
export async function defineService(ctx: Context, service: Service): Promise<Value> {
  const { units } = service.kind === 'complaint' ? await listUnits(ctx, {}) : { units: [] }
  const unit = {
    variable: true,
    code: 'unit',
    datatype: 'singlevaluelist',
    required: true,
    datatype_description: '从名单中选一个',
    order: 1,
    description: '被投诉的单位',
    values: { entry: 'value', rows: units.map(({ id, name }) => ({ key: id, name })) },
  }
  const identity = {
    variable: true,
    code: 'identity',
    datatype: 'singlevaluelist',
    required: false,
    datatype_description: '不选时为“仅监督机构可见”',
    order: 2,
    description: '谁可以知道诉求人是谁',
    values: { entry: 'value', rows: identities.map((key) => ({ key, name: identityLabels[key].title })) },
  }
  const attributes = service.kind === 'complaint' ? [unit, identity] : [identity]
  return { service_code: service.code, attributes: { entry: 'attribute', rows: attributes } }
}

export type Query = Readonly<Record<string, string | undefined>>

/** The public items of a time, or those that are named: of what its resident did not make public, its state alone is told. */
export async function listRequests(ctx: Context, query: Query): Promise<Named> {
  const services = await listServices(ctx)
  if (query.service_request_id !== undefined) {
    const ids = query.service_request_id.split(',').map((id) => id.trim())
    if (ids.length > most.requests) throw new Open311Fault(400, `at most ${most.requests} service_request_id at once`)
    const found = await queries.findRequests(
      ctx,
      ids.filter((id) => Id.safeParse(id).success),
    )
    return requestList(ctx, found, services)
  }
  const wanted = { ...spanOf(ctx, query), ...filtersOf(query, services), limit: most.requests }
  return requestList(ctx, await queries.listPublicRequests(ctx, wanted), services)
}

export async function readRequest(ctx: Context, id: string): Promise<Named> {
  const found = Id.safeParse(id).success ? await queries.findRequests(ctx, [id]) : []
  if (found.length === 0) throw new Open311Fault(404, 'service_request_id was not found')
  return requestList(ctx, found, await listServices(ctx))
}

/** Requests get their id at once, so a token is that id; whoever asks by it is told it again. */
export async function readToken(ctx: Context, token: string): Promise<Named> {
  const [found] = Id.safeParse(token).success ? await queries.findRequests(ctx, [token]) : []
  if (!found) throw new Open311Fault(404, 'token was not found')
  return { entry: 'request', rows: [{ service_request_id: found.id, token }] }
}

function spanOf(ctx: Context, { start_date, end_date }: Query): { from: Date; to: Date } {
  const [start, end] = [start_date, end_date].map((text) => (text === undefined ? null : instantFrom(text)))
  const to = end ?? (start ? new Date(Math.min(start.getTime() + most.days * dayMs, ctx.now().getTime())) : ctx.now())
  const from = start ?? new Date(to.getTime() - most.days * dayMs)
  if (from > to) throw new Open311Fault(400, 'start_date lies after end_date')
  if (to.getTime() - from.getTime() > most.days * dayMs) {
    throw new Open311Fault(400, `start_date and end_date may not span more than ${most.days} days`)
  }
  return { from, to }
}

function instantFrom(text: string): Date {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : null
  if (!at || Number.isNaN(at.getTime()))
    throw new Open311Fault(400, 'dates must be in w3 format, such as 2026-01-01T00:00:00Z')
  return at
}

function filtersOf({ service_code, status }: Query, services: readonly Service[]) {
  const codes = service_code?.split(',').map((code) => code.trim())
  const asked = codes?.map((code) => services.find((one) => one.code === code))
  if (asked?.includes(undefined)) throw new Open311Fault(404, 'service_code was not found')
  const stands = new Set(status?.split(',').map((one) => one.trim()))
  if ([...stands].some((one) => one !== 'open' && one !== 'closed')) {
    throw new Open311Fault(400, 'status must be open or closed')
  }
  return {
    services: asked?.filter((one) => one !== undefined) ?? null,
    open: stands.size === 1 ? stands.has('open') : null,
  }
}

const requestList = (ctx: Context, found: readonly queries.RequestLine[], services: readonly Service[]): Named => ({
  entry: 'request',
  rows: found.map((line) => requestOf(ctx, line, services)),
})

/** One request. The words of its resident are never told: they may name people; nor is any position nearer than a village. */
function requestOf(ctx: Context, line: queries.RequestLine, services: readonly Service[]): Value {
  const state: CaseState = State.parse(line.state)
  const shown = {
    service_request_id: line.id,
    status: line.endedAt === null ? 'open' : 'closed',
    status_notes: caseStateLabels[state],
  }
  if (line.identity !== 'public') return shown
  const service = services.find(({ kind, conduct, topicId }) =>
    line.kind === 'complaint'
      ? kind === 'complaint' && conduct === line.conduct
      : kind === 'opinion' && topicId === line.topicId,
  )
  const instant = (at: Date | null) => at && instantOf(ctx, at)
  return {
    ...shown,
    service_name: service?.name ?? '民意诉求',
    service_code: service?.code ?? null,
    description: service?.description ?? null,
    agency_responsible: line.unitName,
    service_notice: null,
    requested_datetime: instant(line.receivedAt),
    updated_datetime: instant(line.updatedAt === null ? line.receivedAt : new Date(line.updatedAt)),
    expected_datetime: instant(line.dueAt),
    address: line.areaName,
    address_id: null,
    zipcode: null,
    lat: null,
    long: null,
    media_url: null,
  }
}
