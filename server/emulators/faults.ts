import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readBody } from './app.ts'

/** What may go wrong on the way: no answer at all, a broken connection, or any answer in place of the right one. */
const Fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hang') }),
  z.object({ kind: z.literal('drop') }),
  z.object({
    kind: z.literal('answer'),
    status: z.number().int().min(200).max(599).default(200),
    body: z.union([z.string(), z.record(z.string(), z.unknown())]),
  }),
])

const Injection = z.object({ path: z.string().optional(), calls: z.number().int().positive().default(1), fault: Fault })

/**
 * `POST /emulator/faults {path?, calls, fault}`: the next `calls` calls (to `path`, or to any) meet the fault instead of
 * the service. `DELETE /emulator/faults` takes back what is left.
 */
export function injectableFaults(app: FastifyInstance): void {
  const waiting: z.output<typeof Injection>[] = []

  app.post('/emulator/faults', (request) => {
    waiting.push(readBody(request, Injection))
    return { waiting: waiting.length }
  })
  app.delete('/emulator/faults', () => {
    waiting.length = 0
    return { waiting: 0 }
  })

  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    if (path.startsWith('/emulator/')) return
    const at = waiting.findIndex((injection) => !injection.path || injection.path === path)
    const injection = waiting[at]
    if (!injection) return
    injection.calls -= 1
    if (injection.calls === 0) waiting.splice(at, 1)
    const { fault } = injection
    if (fault.kind === 'answer') return reply.code(fault.status).send(fault.body)
    reply.hijack()
    if (fault.kind === 'drop') request.raw.socket.destroy()
  })
}
