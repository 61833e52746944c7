import { CaseRow } from '@minyi/shared/cases/contract.ts'
import { accusedReach } from '@minyi/shared/cases/rules.ts'
import type * as contract from '@minyi/shared/cases/supervised/contract.ts'
import type { SupervisedItem } from '@minyi/shared/cases/supervised/contract.ts'
import { reveals, type Untold } from '@minyi/shared/cases/supervised/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type { OrderDetail } from '@minyi/shared/supervision/contract.ts'
import type { LetterDetail } from '@minyi/shared/supervision/letters/contract.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields } from '../../../platform/sealing.ts'
import { send } from '../../supervision/letters/sending/service.ts'
import { listLettersOf } from '../../supervision/letters/service.ts'
import { openOrder } from '../../supervision/opening/service.ts'
import { detailOf, listOrdersOf } from '../../supervision/orders/service.ts'
import { checkReach } from '../../supervision/persons/service.ts'
import { findCaseOf } from '../../supervision/sources/service.ts'
import { readAgainst } from '../against/service.ts'
import { listKin, listRecusedStaff } from '../conflicts/queries.ts'
import { findLine } from '../office/queries.ts'
import type { CaseRecord } from '../queries.ts'
import { factsOf, record } from '../service.ts'

/** A supervisor opens an order out of an item. Whoever is barred from the item is barred from the order, unless it is handed to them. */
export async function orderCase(ctx: Context, input: InputOf<typeof contract.orderCase>): Promise<OrderDetail> {
  return change(ctx, input.id, async (ctx) => {
    const item = await getItem(ctx, input.caseId)
    checkReach(ctx, item.areaId, input.unitIds)
    await keepSecret(ctx, item, input.unitIds, [input.title, input.demand])
    const { caseId, ...words } = input
    const order = await openOrder(ctx, {
      ...words,
      ...(await veilOf(ctx, item, input.unitIds)),
      source: 'case',
      sourceId: caseId,
      areaId: item.areaId,
      assignerId: staffOf(ctx).id,
    })
    await record(ctx, item, { act: 'order', words: order.number, internal: true })
    return detailOf(ctx, order.id)
  })
}

/** A supervisor sends a letter out of an item, under the same veil. */
export async function letterCase(ctx: Context, input: InputOf<typeof contract.letterCase>): Promise<LetterDetail> {
  return change(ctx, input.id, async (ctx) => {
    const item = await getItem(ctx, input.caseId)
    const { title, facts, requirements, legalBasis } = input
    await keepSecret(ctx, item, [input.unitId], [title, facts, requirements, legalBasis])
    const veil = await veilOf(ctx, item, [input.unitId])
    const letter = await send(ctx, { ...input, ...veil, orderId: null, areaId: item.areaId })
    await record(ctx, item, { act: 'letter', words: letter.number, internal: true })
    return letter
  })
}

/** The orders and letters of an item that its reader may see. */
export async function listSupervision(
  ctx: Context,
  input: InputOf<typeof contract.listSupervision>,
): Promise<OutputOf<typeof contract.listSupervision>> {
  await getItem(ctx, input.caseId)
  return { orders: await listOrdersOf(ctx, input.caseId), letters: await listLettersOf(ctx, input.caseId) }
}

/** The item behind an order or a letter, by the item's own access alone: an order opens nothing that its reader could not open. */
export async function readSupervised(
  ctx: Context,
  input: InputOf<typeof contract.readSupervised>,
): Promise<SupervisedItem> {
  const caseId = await findCaseOf(ctx, input)
  if (!caseId) throw new Problem('not-found')
  const line = await findLine(ctx, caseId)
  if (line) {
    const { id, number, title, text } = line.item
    return { id, number, title, text, reach: 'reader' }
  }
  const told = await readAgainst(ctx, { caseId })
  return { id: told.id, number: told.number, title: told.title, text: told.content?.text ?? '', reach: 'accused' }
}

async function getItem(ctx: Context, caseId: string): Promise<CaseRecord> {
  const line = await findLine(ctx, caseId)
  if (!line) throw new Problem('not-found')
  return line.item
}

/** Who never learns of what comes out of an item: the accused unit, those above and below it, and whoever was recused. */
async function veilOf(ctx: Context, item: CaseRecord, unitIds: readonly string[]) {
  const kin = item.accusedUnitId ? await listKin(ctx, item.accusedUnitId) : []
  return {
    hiddenFromUnits: kin.filter((id) => !unitIds.includes(id)),
    hiddenFromStaff: await listRecusedStaff(ctx, item.id),
  }
}

/** Refuses words that tell a unit what it may not know of the item; the unit that handles it knows it already. */
async function keepSecret(
  ctx: Context,
  item: CaseRecord,
  unitIds: readonly string[],
  words: readonly string[],
): Promise<void> {
  const sealed = Object.values(await openFields(ctx, { kind: 'case', id: item.id }, ['name', 'phone']))
  for (const unitId of unitIds) {
    const untold = untoldTo(item, unitId, sealed)
    if (untold && words.some((text) => reveals(text, untold))) throw new Problem('words-reveal-item')
  }
}

function untoldTo(item: CaseRecord, unitId: string, identity: readonly string[]): Untold | null {
  const level = CaseRow.shape.identity.parse(item.identity)
  const sealed = level === 'public' ? [] : identity
  if (unitId === item.unitId) return { number: null, title: '', text: '', identity: sealed }
  const { kind, legalPath } = factsOf(item)
  const accused = unitId === item.accusedUnitId ? accusedReach(kind, level, legalPath) : 'nothing'
  if (accused === 'open') return null
  const { number, title, text } = item
  return { number: accused === 'masked' ? null : number, title, text, identity }
}
