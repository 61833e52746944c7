import { type ClockDefinition, ClockName, type RecountCause } from '@minyi/shared/clocks/contract.ts'
import { CheckpointKind } from '@minyi/shared/supervision/contract.ts'
import { checkpointLabels } from '@minyi/shared/supervision/labels.ts'
import type { Context } from '../../../platform/context.ts'
import { type Counted, movesDay, type Picker, recountWords } from '../../clocks/recounts/service.ts'
import { type ClockBook, dueOfRunning } from '../../clocks/service.ts'
import { updateLetter } from '../letters/queries.ts'
import { tellOfLetter } from '../letters/service.ts'
import { settle, tell } from '../opening/service.ts'
import * as queries from './queries.ts'

/** A date of an order or a letter that is counted anew; `keep` writes it, and into the story where its day moves. */
export type CountedDate = Counted & { subjectId: string; keep: (ctx: Context) => Promise<void> }

type How = { asked: RecountCause; pick: Picker; book: ClockBook; lock: boolean }

/** Every date of orders and reviews that a new definition or calendar moves; none that a person has set. */
export async function countDates(ctx: Context, how: How): Promise<CountedDate[]> {
  return [...(await countCheckpoints(ctx, how)), ...(await countReviews(ctx, how))]
}

export const listNumbers = queries.listNumbers

async function countCheckpoints(ctx: Context, { asked, pick, book, lock }: How): Promise<CountedDate[]> {
  const lines = await queries.listOpenCheckpoints(ctx, asked, lock)
  const counted: CountedDate[] = []
  for (const { checkpoint, task, order } of lines) {
    const name = ClockName.parse(checkpoint.clock)
    const definition = await pick(name, checkpoint.definitionVersion ?? 0)
    if (!isTouched(asked, definition)) continue
    const one = countOne(ctx, book, definition, checkpoint)
    const keep = async (ctx: Context) => {
      const lateToldAt = one.after.dueAt > ctx.now() ? null : checkpoint.lateToldAt
      const { dueAt, dueDay } = one.after
      await queries.moveCheckpoint(ctx, checkpoint, {
        dueAt,
        dueDay,
        lateToldAt,
        definitionVersion: definition.version,
      })
      const { title } = checkpointLabels[CheckpointKind.parse(checkpoint.kind)]
      const words = `${title}：${recountWords(ctx, one)}`
      if (movesDay(one)) await tell(ctx, order, { action: 'recount', task, words })
      await settle(ctx, order.id)
    }
    counted.push({ ...one, subjectId: order.id, keep })
  }
  return counted
}

/**
 * What a letter asks of its unit stands with its dates in the paper that was sent, and stays. Only the supervisors' own date, to review an
 * objection, is counted anew; where it was set before letters kept the version of their clocks, by the definition that is in force.
 */
async function countReviews(ctx: Context, { asked, pick, book, lock }: How): Promise<CountedDate[]> {
  if (asked.cause === 'clock' && asked.clock !== review) return []
  const counted: CountedDate[] = []
  for (const letter of await queries.listUnderReview(ctx, lock)) {
    const { objectedAt, reviewDueAt, reviewDueDay, reviewVersion } = letter
    const definition = await pick(review, reviewVersion ?? book.clocks.get(review)?.version ?? 0)
    if (!isTouched(asked, definition) || !objectedAt || !reviewDueAt || !reviewDueDay) continue
    if (asked.cause === 'clock' && reviewVersion !== null && reviewVersion >= asked.version) continue
    const running = { startedAt: objectedAt, dueAt: reviewDueAt, dueDay: reviewDueDay }
    const one = countOne(ctx, book, definition, running)
    const keep = async (ctx: Context) => {
      const { dueAt, dueDay } = one.after
      await updateLetter(ctx, letter.id, {
        reviewDueAt: dueAt,
        reviewDueDay: dueDay,
        reviewVersion: definition.version,
      })
      if (movesDay(one)) await tellOfLetter(ctx, letter, 'recount', `复核异议：${recountWords(ctx, one)}`)
    }
    counted.push({ ...one, subjectId: letter.id, keep })
  }
  return counted
}

const review = 'inspection-review'

/** A new calendar leaves natural days alone. */
const isTouched = ({ cause }: RecountCause, { dayKind }: ClockDefinition) => cause === 'clock' || dayKind === 'working'

function countOne(
  ctx: Context,
  { calendar }: ClockBook,
  definition: ClockDefinition,
  { startedAt, dueAt, dueDay }: Running,
): Counted {
  const after = dueOfRunning(ctx, definition, calendar, { startedAt, extendedBy: 0, pauses: [] })
  return { name: definition.clock, before: { dueAt, dueDay, provisional: false }, after }
}

type Running = { startedAt: Date; dueAt: Date; dueDay: string }
