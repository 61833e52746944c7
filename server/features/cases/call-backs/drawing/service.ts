import { createHash, randomBytes } from 'node:crypto'
import type * as contract from '@minyi/shared/cases/call-backs/contract.ts'
import { outcomes } from '@minyi/shared/cases/call-backs/contract.ts'
import { LotRule, lastPeriod, sampleSizeOf, shippedLot } from '@minyi/shared/cases/call-backs/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, Day } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { audit } from '../../../../platform/audit.ts'
import { type Context, instantOf, today } from '../../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../../platform/cursor.ts'
import { newId } from '../../../../platform/ids.ts'
import { readParameter } from '../../../../platform/parameters.ts'
import { Problem } from '../../../../platform/problem.ts'
import { startOfDay } from '../../../../platform/zone.ts'
import { listBarredStaff, listKin } from '../../conflicts/queries.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([Day, Id])

/**
 * Draws the items of the last whole period that are called back (回访抽样), once for each period. The lot is the order of SHA-256 over
 * seed and id, so anybody who has seed and population draws the same. Residents who sealed their identity are left out and counted.
 */
export async function drawCallBacks(ctx: Context): Promise<number> {
  const rule = await readParameter(ctx, 'cases.call-back-lot', LotRule, shippedLot)
  const period = lastPeriod(rule.every, today(ctx))
  if (await queries.isDrawn(ctx, period.from, period.to)) return 0
  return (await ctx.db.transaction((tx) => draw({ ...ctx, db: tx }, period, rule))) ? 1 : 0
}

/** The first of a population by lot: in the order of SHA-256(seed ‖ ":" ‖ id), as hexadecimal text. */
export function drawLot(seed: string, population: readonly string[], size: number): string[] {
  const tickets = population.map((id) => ({ id, ticket: sha256(`${seed}:${id}`) }))
  tickets.sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
  return tickets.slice(0, size).map(({ id }) => id)
}

export async function listDraws(
  ctx: Context,
  input: InputOf<typeof contract.listDraws>,
): Promise<OutputOf<typeof contract.listDraws>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const found = await queries.listDraws(ctx, page)
  const counts = await queries.countOutcomes(
    ctx,
    found.map(({ id }) => id),
  )
  return pageFrom(
    found,
    input.limit,
    (row) => [row.toDay, row.id],
    (row) => {
      const of = (outcome: string | null) =>
        counts.find((one) => one.drawId === row.id && one.outcome === outcome)?.count ?? 0
      return {
        ...row,
        period: { from: row.fromDay, to: row.toDay },
        drawnAt: instantOf(ctx, row.drawnAt),
        outcomes: {
          answered: of(outcomes[0]),
          'not-reached': of(outcomes[1]),
          declined: of(outcomes[2]),
          excluded: of(outcomes[3]),
        },
        waiting: of(null),
      }
    },
  )
}

/** Draws once more from what was recorded and compares with the items that were called. */
export async function verifyDraw(
  ctx: Context,
  input: InputOf<typeof contract.verifyDraw>,
): Promise<OutputOf<typeof contract.verifyDraw>> {
  const row = await queries.findDraw(ctx, input.drawId)
  if (!row) throw new Problem('not-found')
  const sample = await queries.listSample(ctx, row.id)
  const again = drawLot(row.seed, row.populationIds, row.sampleSize)
  const populationHash = hashOf(row.populationIds)
  const matches = populationHash === row.populationHash && again.join() === sample.join()
  return { matches, populationHash, sample: sample.length }
}

async function draw(ctx: Context, period: { from: Day; to: Day }, rule: LotRule): Promise<boolean> {
  const zone = ctx.tenant.zone
  const ended = await queries.listEnded(ctx, startOfDay(zone, period.from), startOfDay(zone, addDays(period.to, 1)))
  const callable = new Map(
    ended.filter(({ hasPhone, identity }) => hasPhone && identity !== 'sealed').map((one) => [one.id, one]),
  )
  const populationIds = [...callable.keys()].sort()
  const sampleSize = sampleSizeOf(populationIds.length, rule)
  const seed = randomBytes(16).toString('hex')
  const drawId = newId()
  const kept = await queries.insertDrawOnce(ctx, {
    id: drawId,
    fromDay: period.from,
    toDay: period.to,
    seed,
    ended: ended.length,
    withoutPhone: ended.filter(({ hasPhone }) => !hasPhone).length,
    sealed: ended.filter(({ hasPhone, identity }) => hasPhone && identity === 'sealed').length,
    population: populationIds.length,
    populationHash: hashOf(populationIds),
    populationIds,
    sampleSize,
  })
  if (!kept) return false
  const drawn = drawLot(seed, populationIds, sampleSize).flatMap((id) => callable.get(id) ?? [])
  const callers = await assignCallers(ctx, drawn)
  await queries.insertCallBacks(
    ctx,
    drawn.map(({ id, unitId, areaId }, i) => {
      const callerId = callers[i] ?? null
      return { id: newId(), drawId, caseId: id, place: i + 1, unitId, areaId, callerId }
    }),
  )
  await audit(ctx, { action: 'call-backs.draw', subjectKind: 'call-back-draw', subjectId: drawId, detail: { seed } })
  return true
}

/**
 * Who calls whom: the fewest calls first, never somebody of the unit that handled the item or of one above or below it, never anybody
 * barred from it, and only supervision where the resident is known to the supervision alone. Nobody fit leaves it open to be taken.
 */
async function assignCallers(ctx: Context, drawn: readonly queries.Candidate[]): Promise<(string | null)[]> {
  const callers = await queries.listCallers(ctx)
  const calls = new Map(callers.map(({ id }) => [id, 0]))
  const kin = new Map<string, string[]>()
  const chosen: (string | null)[] = []
  for (const item of drawn) {
    if (!kin.has(item.unitId)) kin.set(item.unitId, await listKin(ctx, item.unitId))
    const handlers = kin.get(item.unitId) ?? []
    const others = callers.filter(
      ({ unitId, supervises }) =>
        !(unitId !== null && handlers.includes(unitId)) && (item.identity === 'public' || supervises),
    )
    const barred = new Set(
      await listBarredStaff(
        ctx,
        item.id,
        others.map(({ id }) => id),
      ),
    )
    const [next] = others
      .filter(({ id }) => !barred.has(id))
      .sort((a, b) => (calls.get(a.id) ?? 0) - (calls.get(b.id) ?? 0))
    if (next) calls.set(next.id, (calls.get(next.id) ?? 0) + 1)
    chosen.push(next?.id ?? null)
  }
  return chosen
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hashOf = (ids: readonly string[]) => sha256(ids.map((id) => `${id}\n`).join(''))
