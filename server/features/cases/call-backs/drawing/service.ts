import { createHash, randomBytes } from 'node:crypto'
import type * as contract from '@minyi/shared/cases/call-backs/contract.ts'
import { LotRule, type LotSetting, outcomes, Stratum } from '@minyi/shared/cases/call-backs/contract.ts'
import { nextPeriod, shippedLot, strataOf } from '@minyi/shared/cases/call-backs/rules.ts'
import { CaseChannel } from '@minyi/shared/cases/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, Day } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { audit } from '../../../../platform/audit.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, instantOf, today } from '../../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../../platform/cursor.ts'
import { newId } from '../../../../platform/ids.ts'
import { readParameter, readVersioned, writeParameter } from '../../../../platform/parameters.ts'
import { Problem } from '../../../../platform/problem.ts'
import { startOfDay } from '../../../../platform/zone.ts'
import { listBarredStaff, listKin } from '../../conflicts/queries.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([Day, Id])
const ruleName = 'cases.call-back-lot'

export async function readLotRule(ctx: Context): Promise<LotSetting> {
  const { value: rule, version, source } = await readVersioned(ctx, ruleName, LotRule, shippedLot)
  return { rule, version, source: source || '热线件件回访；其他渠道抽样为本系统默认（各地可改）' }
}

/** The administrator sets how much is called back, with the ground for it; the next drawing goes by it. */
export async function defineLotRule(ctx: Context, input: InputOf<typeof contract.defineLotRule>): Promise<LotSetting> {
  const { id, version, rule, source } = input
  if (rule.least > rule.most) {
    throw new Problem('input-invalid', { fields: [{ path: 'rule.most', message: '最多不能比最少还少' }] })
  }
  return change(ctx, id, async (ctx) => {
    const written = await writeParameter(ctx, ruleName, { after: version, value: rule, source })
    if (!written) throw new Problem('version-conflict')
    await audit(ctx, { action: 'call-backs.define-rule', subjectKind: 'call-back-rule', subjectId: id, detail: rule })
    return readLotRule(ctx)
  })
}

/**
 * Draws the items that are called back (回访抽样), of everything that ended from the day after the last drawing to the end of the last whole
 * period: of each source channel the share that is set for it, of the hotline every item. The lot is the order of SHA-256 over seed and
 * id, so anybody who has seed and population draws the same. Residents who sealed their identity are left out and counted.
 */
export async function drawCallBacks(ctx: Context): Promise<number> {
  const rule = await readParameter(ctx, ruleName, LotRule, shippedLot)
  const period = nextPeriod(rule.every, today(ctx), await queries.findDrawnThrough(ctx))
  if (!period) return 0
  return (await ctx.db.transaction((tx) => draw({ ...ctx, db: tx }, period, rule))) ? 1 : 0
}

/** The first of a population by lot: in the order of SHA-256(seed ‖ ":" ‖ id), as hexadecimal text. */
export function drawLot(seed: string, population: readonly string[], size: number): string[] {
  const tickets = population.map((id) => ({ id, ticket: sha256(`${seed}:${id}`) }))
  tickets.sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
  return tickets.slice(0, size).map(({ id }) => id)
}

/** Draws from each stratum by itself; the items of the population lie stratum after stratum. */
export function drawStrata(
  seed: string,
  population: readonly string[],
  strata: readonly Pick<Stratum, 'population' | 'sampleSize'>[],
): string[] {
  let from = 0
  return strata.flatMap(({ population: length, sampleSize }) => {
    const own = population.slice(from, from + length)
    from += length
    return drawLot(seed, own, sampleSize)
  })
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
        strata: row.strata === null ? [] : Strata.parse(row.strata),
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
  const again = drawStrata(row.seed, row.populationIds, strataIn(row))
  const populationHash = hashOf(row.populationIds)
  const matches = populationHash === row.populationHash && again.join() === sample.join()
  return { matches, populationHash, sample: sample.length }
}

async function draw(ctx: Context, period: { from: Day; to: Day }, rule: LotRule): Promise<boolean> {
  const zone = ctx.tenant.zone
  const ended = await queries.listEnded(ctx, startOfDay(zone, period.from), startOfDay(zone, addDays(period.to, 1)))
  const callable = ended.filter(({ hasPhone, identity }) => hasPhone && identity !== 'sealed')
  const named = callable.map((one) => ({ ...one, channel: CaseChannel.parse(one.channel) }))
  const layers = strataOf(named, rule)
  const strata = layers.map(({ stratum }) => stratum)
  const populationIds = layers.flatMap(({ items }) => items.map(({ id }) => id))
  const sampleSize = strata.reduce((sum, one) => sum + one.sampleSize, 0)
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
    strata,
  })
  if (!kept) return false
  const byId = new Map(named.map((one) => [one.id, one]))
  const drawn = drawStrata(seed, populationIds, strata).flatMap((id) => byId.get(id) ?? [])
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
    const ids = others.map(({ id }) => id)
    const barred = new Set(item.guarded ? await listBarredStaff(ctx, item.id, ids) : [])
    const [next] = others
      .filter(({ id }) => !barred.has(id))
      .sort((a, b) => (calls.get(a.id) ?? 0) - (calls.get(b.id) ?? 0))
    if (next) calls.set(next.id, (calls.get(next.id) ?? 0) + 1)
    chosen.push(next?.id ?? null)
  }
  return chosen
}

const Strata = z.array(Stratum)

/** Drawings of before shares by channel are one stratum. */
function strataIn(row: queries.DrawRow): Pick<Stratum, 'population' | 'sampleSize'>[] {
  return row.strata === null ? [{ population: row.population, sampleSize: row.sampleSize }] : Strata.parse(row.strata)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hashOf = (ids: readonly string[]) => sha256(ids.map((id) => `${id}\n`).join(''))
