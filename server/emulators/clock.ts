import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readBody } from './app.ts'

/** The emulator's own time: the real one, moved forward by whoever tests expiry. */
export type Clock = { now(): number }

/** `POST /emulator/clock {advanceSeconds}` moves the emulator's time forward; limits and expiries follow. */
export function movableClock(app: FastifyInstance): Clock {
  let aheadMs = 0
  const Move = z.object({ advanceSeconds: z.number().nonnegative() })
  app.post('/emulator/clock', (request) => {
    aheadMs += readBody(request, Move).advanceSeconds * 1000
    return { aheadSeconds: aheadMs / 1000 }
  })
  return { now: () => Date.now() + aheadMs }
}
