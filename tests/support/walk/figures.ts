import { randomUUID } from 'node:crypto'
import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import { type Audience, previewFigure, publishFigure } from '@minyi/shared/indicators/published/contract.ts'
import { must } from '../factories/cases.ts'
import { makeRating } from '../factories/ratings.ts'
import type { Session, TestServer } from '../server.ts'
import type { Base } from './world.ts'

/** Enough ratings for a figure, a closing, and two published figures: one for everybody, one for the office with a note of its own. */
export async function publishFigures({ server, ctx, bureau, unitB, people, marks }: Base) {
  for (let i = 0; i < 40; i += 1) await makeRating(server, ctx, { unit: i < 20 ? bureau : unitB, officerId: null })
  const dayMs = 86_400_000
  const closed = new Date(server.clock.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  server.clock.now = new Date(server.clock.now.getTime() + dayMs)
  await closeDay(ctx, closed)
  return {
    openFigureId: await publish(server, people.supervisor, 'public', ''),
    officeFigureId: await publish(server, people.supervisor, 'office', marks.figureNote),
  }
}

async function publish(server: TestServer, by: Session | undefined, audience: Audience, note: string): Promise<string> {
  const choice = { indicatorId: 'IND-002-01', audience }
  const { asOf, rows } = await must(server.call(previewFigure, choice, by))
  const input = { id: randomUUID(), ...choice, asOf, sha256: rows.sha256, note }
  return (await must(server.call(publishFigure, input, by))).id
}
