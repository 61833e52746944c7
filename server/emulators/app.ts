import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { z } from 'zod'

/**
 * An HTTP server that leaves bodies as text, since the emulated services have their own answers to broken ones. Everything
 * below `/emulator` is the control surface for tests and the demo; everything else is the emulated protocol.
 */
export function emulatorApp(): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 1_048_576 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, request, reply) => {
    const fault = error instanceof ControlFault ? error : null
    if (!fault) process.stderr.write(`emulator: ${request.method} ${request.routeOptions.url}: ${String(error)}\n`)
    return reply.code(fault ? 400 : 500).send({ error: fault?.message ?? 'emulator failed' })
  })
  return app
}

/** A call of the control surface that was written wrong. */
class ControlFault extends Error {}

/** The body of a control call. */
export function readBody<T extends z.ZodType>(request: FastifyRequest, shape: T): z.output<T> {
  const read = shape.safeParse(jsonOf(request) ?? {})
  if (!read.success) throw new ControlFault(z.prettifyError(read.error))
  return read.data
}

/** The body as JSON, or undefined where it is none. */
export function jsonOf(request: FastifyRequest): unknown {
  try {
    return typeof request.body === 'string' ? JSON.parse(request.body) : undefined
  } catch {
    return undefined
  }
}

/** One parameter of the query string; empty where it is absent or repeated. */
export function queryOf(request: FastifyRequest, name: string): string {
  const query = z.record(z.string(), z.unknown()).parse(request.query)
  const value = query[name]
  return typeof value === 'string' ? value : ''
}
