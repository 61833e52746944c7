import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'

/**
 * What one server-sent event says. `changed`: items within the caller's reach that are new or have moved, with the version that is
 * current; `reset`: too much went by, read everything again; `mention`: somebody named the caller in a note.
 */
export const LiveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed'), items: z.array(z.object({ id: Id, version: z.number().int() })) }),
  z.object({ kind: z.literal('reset') }),
  z.object({ kind: z.literal('mention') }),
])
export type LiveEvent = z.infer<typeof LiveEvent>

/** Each event's id is where the next connection goes on from, handed in as `since` or as the header Last-Event-ID. */
export const followCases = operation({
  name: 'cases.live',
  summary: '新来的和有变化的民意件，随到随告（server-sent events）',
  method: 'GET',
  path: '/office/live',
  access: 'cases.read',
  input: z.object({ since: z.string().max(60).optional() }),
  output: z.string(),
  problems: ['too-many-requests'],
  carriage: 'events',
})
