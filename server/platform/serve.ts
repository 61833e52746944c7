import type { Readable } from 'node:stream'
import type { Operation } from '@minyi/shared/platform/operation.ts'
import { problemBody } from '@minyi/shared/platform/problems.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { admit } from './access.ts'
import { hashOf } from './audit.ts'
import type { Actor, Context, Platform, Tenant } from './context.ts'
import { Problem } from './problem.ts'
import { findTenant } from './tenants.ts'

z.config(z.locales.zhCN())

/** A file that an operation answers with, instead of JSON. `shown`: a browser may open it, where it is of a kind that can do nothing. */
export type FileAnswer = { mediaType: string; fileName: string; body: Buffer | Readable; shown?: true }

/** An operation bound to its use case. */
export type Route = { operation: Operation; handle: (ctx: Context, raw: unknown) => Promise<unknown> }

/** Finds who a bearer token belongs to, and whether they may call this now; the identity feature provides it. */
export type Authenticate = (platform: Platform, tenant: Tenant, token: string, operation: Operation) => Promise<Actor>

/** Binds an operation to its use case: the input is checked before, and only declared fields leave after. */
export function bind<I extends z.ZodObject, O extends z.ZodType>(
  operation: Operation<I, O>,
  run: (ctx: Context, input: z.output<I>) => Promise<z.input<O>>,
): Route {
  return {
    operation,
    handle: async (ctx, raw) => operation.output.parse(await run(ctx, readInput(operation.input, raw))),
  }
}

/** Binds an operation that answers with a file. */
export function bindFile<I extends z.ZodObject>(
  operation: Operation<I>,
  run: (ctx: Context, input: z.output<I>) => Promise<FileAnswer>,
): Route {
  return { operation, handle: (ctx, raw) => run(ctx, readInput(operation.input, raw)) }
}

/** Binds an operation that answers with server-sent events, as a stream that the use case ends or the caller leaves. */
export function bindEvents<I extends z.ZodObject>(
  operation: Operation<I>,
  run: (ctx: Context, input: z.output<I>) => Promise<Readable>,
): Route {
  return { operation, handle: (ctx, raw) => run(ctx, readInput(operation.input, raw)) }
}

/** Registers every route below `/api/{tenant}`. */
export function serve(
  app: FastifyInstance,
  platform: Platform,
  authenticate: Authenticate,
  routes: readonly Route[],
): void {
  const following = new Set<Readable>()
  app.addHook('preClose', async () => {
    for (const stream of following) stream.push(null)
  })
  for (const route of routes) {
    app.route({
      method: route.operation.method,
      url: `/api/:tenant${route.operation.path}`,
      bodyLimit: route.operation.maxBytes ?? 1024 * 1024,
      handler: async (request, reply) => {
        const { tenant, ...input } = readRequest(request)
        const ctx = await contextOf(platform, authenticate, request, route.operation, { slug: tenant, input })
        const answer = await route.handle(ctx, input)
        if (route.operation.carriage === 'events') return sendEvents(reply, asEvents(answer), following)
        return route.operation.carriage === 'file' ? sendFile(reply, answer) : reply.send(answer)
      },
    })
  }
}

/** The one mapper from failures to problem+json; what is not expected is logged and told without details. */
export function mapFailures(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, toProblem(error), error))
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Problem('not-found'), null))
}

async function contextOf(
  platform: Platform,
  authenticate: Authenticate,
  request: FastifyRequest,
  operation: Operation,
  asked: { slug: unknown; input: Record<string, unknown> },
): Promise<Context> {
  const tenant = await findTenant(platform, String(asked.slug))
  if (!tenant) throw new Problem('not-found')
  const token = tokenOf(request)
  const actor: Actor = token ? await authenticate(platform, tenant, token, operation) : { kind: 'anyone', id: null }
  admit(actor, operation.access)
  return {
    ...platform,
    db: platform.database.db,
    tenant,
    actor,
    address: request.ip,
    token: token ?? null,
    operation: operation.name,
    inputHash: operation.method === 'GET' ? '' : inputHashOf(platform, asked.input),
    record: null,
  }
}

/** A session's or a key's token, as a bearer; a key may also come in a header of its own. */
function tokenOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['x-api-key']
  return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? (typeof key === 'string' ? key : undefined)
}

/** What was asked, as a keyed hash: it is kept, and an unkeyed one of a telephone or a password could be guessed. */
const inputHashOf = ({ encryption }: Platform, input: unknown) =>
  encryption.blindIndex('input', hashOf(input)).toString('base64url')

/** What was asked, from the path and the query or the body; the path has the last word. Events go on after `Last-Event-ID`. */
function readRequest(request: FastifyRequest): Record<string, unknown> {
  const rest = (request.method === 'GET' ? request.query : request.body) ?? {}
  const since = request.headers['last-event-id']
  if (!isRecord(rest) || !isRecord(request.params)) {
    throw new Problem('input-invalid', { detail: '请求内容应是一个 JSON 对象' })
  }
  return { ...(since === undefined ? {} : { since }), ...rest, ...request.params }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readInput<I extends z.ZodObject>(schema: I, raw: unknown): z.output<I> {
  const read = schema.safeParse(raw)
  if (read.success) return read.data
  throw new Problem('input-invalid', {
    fields: read.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  })
}

function sendFile(reply: FastifyReply, answer: unknown): FastifyReply {
  const file = asFile(answer)
  const name = encodeURIComponent(file.fileName)
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `${file.shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "script-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
    .send(file.body)
}

/** Sends events as they come; proxies must neither keep nor change them. */
function sendEvents(reply: FastifyReply, events: Readable, following: Set<Readable>): FastifyReply {
  following.add(events)
  events.once('close', () => following.delete(events))
  return reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-cache, no-transform')
    .header('x-accel-buffering', 'no')
    .header('connection', 'close')
    .send(events)
}

/** Guarantee: only routes made by `bindEvents` have the carriage `events`, and those answer with a stream. */
const asEvents = (answer: unknown) => answer as Readable

/** Guarantee: only routes made by `bindFile` have the carriage `file`, and those answer with one. */
const asFile = (answer: unknown) => answer as FileAnswer

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return new Problem('file-too-large')
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Problem('input-invalid', { detail: '请求内容读不出来，应是 JSON' })
  }
  return new Problem('unexpected')
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem, cause: unknown): FastifyReply {
  const body = problemBody(problem.code, {
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.fields === undefined ? {} : { fields: problem.fields }),
    ...(problem.changes === undefined ? {} : { changes: problem.changes }),
  })
  if (problem.code === 'unexpected')
    request.log.error({ err: cause, url: request.routeOptions.url }, 'unexpected failure')
  if (problem.cause !== undefined) request.log.warn({ err: problem.cause, code: problem.code }, 'another party failed')
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', String(problem.retryAfterSeconds))
  return reply
    .code(body.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body))
}
