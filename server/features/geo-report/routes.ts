import { problems } from '@minyi/shared/platform/problems.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Context, type Platform, systemContext, type Tenant } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { listTenants } from '../../platform/tenants.ts'
import { fileRequest } from './filing/service.ts'
import { type Format, formats, isFormat, mediaTypes, type Value, write } from './present.ts'
import {
  defineService,
  findCaller,
  getService,
  listRequests,
  listServices,
  Open311Fault,
  type Query,
  readRequest,
  readToken,
  serviceList,
} from './service.ts'

const specification = 'http://wiki.open311.org/GeoReport_v2'
const changeset = '2026-11-22T00:00:00Z'

type Answer = { root: string; value: Value; status?: number }
type Answering = (asked: Asked) => Promise<Answer>
type Asked = { platform: Platform; request: FastifyRequest; query: Query; name: string }

/** Open311 GeoReport v2 below `/open311`: XML and JSON by the ending of the address, its own errors, keys for what writes. */
export function registerGeoReport(app: FastifyInstance, platform: Platform): void {
  app.register(async (open) => {
    open.setErrorHandler((cause, request, reply) => refuse(request, reply, cause))
    open.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    const serve = (method: 'GET' | 'POST', path: string, answering: Answering) =>
      open.route({
        method,
        url: `/open311/${path}`,
        handler: (request, reply) => answer(platform, request, reply, answering),
      })
    serve('GET', 'discovery.:format', discover)
    serve('GET', 'v2/services.:format', services)
    serve('GET', 'v2/services/*', definition)
    serve('GET', 'v2/requests.:format', requests)
    serve('POST', 'v2/requests.:format', file)
    serve('GET', 'v2/requests/*', oneRequest)
    serve('GET', 'v2/tokens/*', token)
    serve('GET', '*', nothing)
    serve('POST', '*', nothing)
  })
}

const nothing: Answering = async () => {
  throw new Open311Fault(404, 'there is no such resource')
}

const discover: Answering = async ({ request }) => {
  const url = `${request.protocol}://${request.host}/open311/v2`
  const endpoint = {
    specification,
    url,
    changeset,
    type: 'production',
    formats: { entry: 'format', rows: formats.map((format) => mediaTypes[format].split(';')[0] ?? '') },
  }
  const key_service = '接口密钥由本地管理员在“接口与密钥”里发放'
  const contact = '请联系本地民意直通管理员'
  return {
    root: 'discovery',
    value: { changeset, contact, key_service, endpoints: { entry: 'endpoint', rows: [endpoint] } },
  }
}

const services: Answering = async (asked) => ({
  root: 'services',
  value: serviceList(await listServices(await contextOf(asked))),
})

const definition: Answering = async (asked) => {
  const ctx = await contextOf(asked)
  return { root: 'service_definition', value: await defineService(ctx, await getService(ctx, asked.name)) }
}

const requests: Answering = async (asked) => ({
  root: 'service_requests',
  value: await listRequests(await contextOf(asked), asked.query),
})

const oneRequest: Answering = async (asked) => ({
  root: 'service_requests',
  value: await readRequest(await contextOf(asked), asked.name),
})

const token: Answering = async (asked) => ({
  root: 'service_requests',
  value: await readToken(await contextOf(asked), asked.name),
})

const file: Answering = async (asked) => {
  const { request, query } = asked
  const ctx = await contextOf(asked)
  if (!query.api_key) throw new Open311Fault(403, "api_key was not provided -- can't proceed with create_request.")
  const actor = await findCaller(ctx, query.api_key)
  if (!actor?.scopes.includes('api.open311')) {
    throw new Open311Fault(403, "Invalid api_key received -- can't proceed with create_request.")
  }
  const address = `${actor.id}/${query.device_id ?? query.account_id ?? request.ip}`
  return { root: 'service_requests', value: await fileRequest({ ...ctx, actor, address }, query), status: 201 }
}

async function contextOf({ platform, query, request }: Asked): Promise<Context> {
  const ctx = systemContext(platform, await tenantOf(platform, query.jurisdiction_id), 'open311')
  return { ...ctx, actor: { kind: 'anyone', id: null }, address: request.ip }
}

/** The jurisdiction is a place's slug; it may be left out where the server has one place only. */
async function tenantOf(platform: Platform, jurisdiction: string | undefined): Promise<Tenant> {
  const all = await listTenants(platform)
  const slug = jurisdiction || (all.length === 1 ? all[0]?.slug : undefined)
  if (!slug) throw new Open311Fault(400, 'jurisdiction_id was not provided')
  const found = all.find((one) => one.slug === slug)
  if (!found) throw new Open311Fault(404, 'jurisdiction_id was not found')
  return found
}

async function answer(platform: Platform, request: FastifyRequest, reply: FastifyReply, answering: Answering) {
  const { name, format } = namedIn(request)
  try {
    if (!format) throw new Open311Fault(404, 'the format must be .xml or .json')
    const { root, value, status = 200 } = await answering({ platform, request, query: queryOf(request), name })
    return reply
      .status(status)
      .type(mediaTypes[format])
      .send(write(format, root, value))
  } catch (cause) {
    return refuse(request, reply, cause)
  }
}

/** Tells a failure in the format that was asked for; XML where none was. */
function refuse(request: FastifyRequest, reply: FastifyReply, cause: unknown) {
  const { status, words } = faultOf(cause)
  if (status === 500) request.log.error({ err: cause }, 'open311')
  if (cause instanceof Problem && cause.retryAfterSeconds !== undefined) {
    reply.header('retry-after', String(cause.retryAfterSeconds))
  }
  const shape: Format = namedIn(request).format ?? 'xml'
  const errors = { entry: 'error', rows: [{ code: status, description: words }] }
  return reply
    .status(status)
    .type(mediaTypes[shape])
    .send(write(shape, 'errors', errors))
}

function faultOf(cause: unknown): { status: number; words: string } {
  if (cause instanceof Open311Fault) return { status: cause.status, words: cause.message }
  if (cause instanceof Problem)
    return { status: problems[cause.code].status, words: cause.detail ?? problems[cause.code].title }
  const status = cause instanceof Error && 'statusCode' in cause ? Number(cause.statusCode) : 500
  if (status >= 400 && status < 500) return { status, words: 'the request cannot be read' }
  return { status: 500, words: 'General service error' }
}

/** What an address names, and the format after its last dot. */
function namedIn({ params }: FastifyRequest): { name: string; format: Format | null } {
  const read: { format?: string; '*'?: string } = params ?? {}
  const rest = read['*'] ?? `.${read.format ?? ''}`
  const dot = rest.lastIndexOf('.')
  const format = rest.slice(dot + 1)
  return { name: dot < 0 ? rest : rest.slice(0, dot), format: dot >= 0 && isFormat(format) ? format : null }
}

/** What was asked, by the form of a POST and the address of a GET; a name that comes twice is one list, an empty one was not asked. */
function queryOf({ method, body, query }: FastifyRequest): Query {
  const given: unknown = method === 'POST' ? body : query
  if (typeof given !== 'object' || given === null) return {}
  const named = Object.entries(given).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : String(value),
  ])
  return Object.fromEntries(named.filter(([, value]) => value !== ''))
}
