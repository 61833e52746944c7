import type * as contract from '@minyi/shared/cases/check-ins/contract.ts'
import { CheckIn, type OwnCheckIns, Retaliation } from '@minyi/shared/cases/check-ins/contract.ts'
import { answerDays, checkInPlan, offersCheckIns } from '@minyi/shared/cases/check-ins/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, dayOf, instantOf, today, unnamed } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { newId } from '../../../platform/ids.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { notifyResident } from '../../notices/service.ts'
import { openOrder } from '../../supervision/opening/service.ts'
import { listKin, listRecusedStaff } from '../conflicts/queries.ts'
import { type CaseRecord, findCaseOf } from '../queries.ts'
import { getOwn } from '../resident/service.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
/** Ends of so long ago have a question left to be asked; older ones have none. */
const plannedForMs = 96 * 86_400_000

/** Whether the resident agreed to be asked, and what is asked when. */
export async function readCheckIns(ctx: Context, input: InputOf<typeof contract.readCheckIns>): Promise<OwnCheckIns> {
  return ownCheckInsOf(ctx, await getOwn(ctx, input))
}

/** The resident agrees to be asked about retaliation, or takes it back; what is open ends with that. */
export async function agreeToCheckIns(
  caller: Context,
  input: InputOf<typeof contract.agreeToCheckIns>,
): Promise<OwnCheckIns> {
  return change(caller, input.id, async (ctx) => {
    const item = await getOwn(ctx, input)
    await consentToCheckIns(ctx, item, input.agreed)
    return ownCheckInsOf(ctx, item)
  })
}

/** Keeps the resident's wish at filing, at the verdict or at any other time, and plans the questions where the item has ended. */
export async function consentToCheckIns(ctx: Context, item: CaseRecord, agreed: boolean): Promise<void> {
  if (agreed && !offersCheckIns(item)) throw new Problem('step-not-allowed')
  await queries.setConsent(ctx, item.id, agreed)
  await audit(unnamed(ctx), {
    action: `check-ins.${agreed ? 'agree' : 'refuse'}`,
    subjectKind: 'case',
    subjectId: item.id,
  })
  if (!agreed) return queries.cancelOpen(ctx, item.id)
  await queries.resumeCancelled(ctx, item.id, addDays(today(ctx), -answerDays))
  await plan(ctx, item)
}

/** The resident says whether there was retaliation; a yes opens an order that the accused unit cannot see. */
export async function answerCheckIn(
  caller: Context,
  input: InputOf<typeof contract.answerCheckIn>,
): Promise<OwnCheckIns> {
  return change(caller, input.id, async (ctx) => {
    const item = await getOwn(ctx, input)
    const asked = await queries.findOf(ctx, item.id, input.checkInId)
    if (!asked) throw new Problem('not-found')
    if (asked.state !== 'asked') throw new Problem('step-not-allowed')
    const orderId = input.answer === 'yes' ? await openHiddenOrder(unnamed(ctx), item, asked) : null
    await queries.updateCheckIn(ctx, asked.id, {
      state: 'answered',
      answeredAt: ctx.now(),
      answer: input.answer,
      words: input.words || null,
      orderId,
    })
    if (orderId) await emit(ctx, { topic: 'case.retaliation', subjectId: item.id })
    await audit(unnamed(ctx), { action: 'check-ins.answer', subjectKind: 'check-in', subjectId: asked.id })
    return ownCheckInsOf(ctx, item)
  })
}

/** What residents told of retaliation, for the supervision. */
export async function listRetaliations(
  ctx: Context,
  input: InputOf<typeof contract.listRetaliations>,
): Promise<OutputOf<typeof contract.listRetaliations>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const shown = pageFrom(
    await queries.listRetaliations(ctx, page),
    input.limit,
    ({ row }) => [(row.answeredAt ?? ctx.now()).toISOString(), row.id],
    ({ row, ...line }) =>
      Retaliation.parse({ ...row, ...line, answeredAt: instantOf(ctx, row.answeredAt ?? ctx.now()) }),
  )
  return { ...shown, counts: await queries.countCheckIns(ctx) }
}

/** The daily work: plans the questions of what ended, asks those whose day has come, and ends those that nobody answered. */
export async function askCheckIns(ctx: Context): Promise<number> {
  const since = new Date(ctx.now().getTime() - plannedForMs)
  for (;;) {
    const ended = await queries.listUnplanned(ctx, since, 200)
    for (const item of ended) await plan(ctx, item)
    if (ended.length < 200) break
  }
  await queries.lapse(ctx, addDays(today(ctx), -answerDays))
  let asked = 0
  for (;;) {
    const due = await ctx.db.transaction((tx) => askDue({ ...ctx, db: tx }))
    asked += due
    if (due === 0) return asked
  }
}

/** A question of an item that was opened again since then is not asked: its end has been taken back. */
async function askDue(ctx: Context): Promise<number> {
  const due = await queries.lockDue(ctx, today(ctx), 100)
  for (const row of due) {
    const item = await findCaseOf(ctx, row.caseId, false)
    const isCurrent = item !== undefined && item.round === row.round && item.endedAt !== null
    if (!isCurrent || addDays(row.dueDay, answerDays) < today(ctx)) {
      await queries.updateCheckIn(ctx, row.id, { state: isCurrent ? 'lapsed' : 'cancelled' })
      continue
    }
    await queries.updateCheckIn(ctx, row.id, { state: 'asked', askedAt: ctx.now() })
    await audit(ctx, { action: 'check-ins.ask', subjectKind: 'check-in', subjectId: row.id })
    const about = { kind: 'case', id: item.id, number: item.number }
    await notifyResident(ctx, { kind: 'check-in', about, key: row.id })
  }
  return due.length
}

async function plan(ctx: Context, item: CaseRecord): Promise<void> {
  if (!item.endedAt || !offersCheckIns(item)) return
  const rows = checkInPlan(dayOf(ctx, item.endedAt), today(ctx))
  await queries.insertCheckIns(
    ctx,
    rows.map((row) => ({ ...row, id: newId(), caseId: item.id, round: item.round, state: 'waiting' })),
  )
}

/** Nobody of the accused unit, of those above and below it, nor anybody recused, ever finds the order. */
async function openHiddenOrder(ctx: Context, item: CaseRecord, asked: queries.CheckInRow): Promise<string> {
  const order = await openOrder(ctx, {
    id: newId(),
    source: 'retaliation',
    sourceId: item.id,
    title: `${item.number} 诉求人反映受到为难、报复`,
    demand: `结案 ${asked.days} 天回访时，诉求人说有人因为这件事为难、报复。请核实并采取保护措施，不得让被投诉单位知道。`,
    importance: 'major',
    areaId: item.areaId,
    assignerId: null,
    unitIds: [],
    hiddenFromUnits: item.accusedUnitId ? await listKin(ctx, item.accusedUnitId) : [],
    hiddenFromStaff: await listRecusedStaff(ctx, item.id),
  })
  return order.id
}

async function ownCheckInsOf(ctx: Context, item: CaseRecord): Promise<OwnCheckIns> {
  const rows = await queries.listOf(ctx, item.id)
  return {
    offered: offersCheckIns(item),
    agreed: await queries.hasConsent(ctx, item.id),
    rows: rows
      .filter(({ round }) => round === item.round)
      .map((row) => CheckIn.parse({ ...row, answeredAt: row.answeredAt ? instantOf(ctx, row.answeredAt) : null })),
  }
}
