import type * as contract from '@minyi/shared/matters/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { Day } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { reaches } from '../../platform/access.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, instantOf, staffOf, today } from '../../platform/context.ts'
import { pageFrom, readCursor } from '../../platform/cursor.ts'
import { newId } from '../../platform/ids.ts'
import { emit } from '../../platform/outbox.ts'
import { Problem } from '../../platform/problem.ts'
import { sealFields } from '../../platform/sealing.ts'
import { linkOf, mintClaim, sceneOf, shortCodeOf, tokenOf } from './claims/service.ts'
import { figureOf, presentMatter } from './present.ts'
import * as queries from './queries.ts'

/** Staff of a unit enter a closed matter; when its party left a telephone, the invitation to rate goes out by itself. */
export function enterMatter(
  ctx: Context,
  input: InputOf<typeof contract.enterMatter>,
): Promise<OutputOf<typeof contract.enterMatter>> {
  return change(ctx, input.id, async (ctx) => {
    const { unitId, officerId, party, ...rest } = input
    const unit = await queries.findUnit(ctx, { id: unitId })
    const areaId = input.areaId ?? unit?.areaId ?? null
    if (!unit || !reaches(ctx.actor, 'matters.write', { areaId, unitId })) throw new Problem('not-found')
    if (areaId === null || !(await queries.findArea(ctx, { id: areaId }))) throw fault('areaId', '没有这个区域')
    if (officerId && !(await queries.findOfficer(ctx, unitId, { id: officerId }))) {
      throw fault('officerId', '这名执法人员不属于该单位')
    }
    if (input.closedDay > today(ctx)) throw fault('closedDay', tooLate)
    const made = await storeMatter(
      ctx,
      { ...rest, unitId, areaId, officerId, source: 'staff', externalId: input.id },
      party,
    )
    const row = made ? await queries.findMatterRow(ctx, 'matters.write', input.id) : undefined
    if (!row) throw new Problem('id-reused')
    return presentMatter(ctx, row)
  })
}

/** A system of record sends its closed matters; what is known by its number already is left as it is. */
export function importMatters(
  ctx: Context,
  input: InputOf<typeof contract.importMatters>,
): Promise<OutputOf<typeof contract.importMatters>> {
  return change(ctx, input.id, async (ctx) => {
    const faults: { path: string; message: string }[] = []
    let entered = 0
    for (const [i, row] of input.rows.entries()) {
      const placed = await placeRow(ctx, row)
      if ('message' in placed) faults.push({ path: `rows.${i}.${placed.column}`, message: placed.message })
      if ('message' in placed || faults.length > 0) continue
      const { party, unit: _, officer: __, area: ___, ...rest } = row
      if (await storeMatter(ctx, { ...rest, ...placed, source: input.source }, party)) entered += 1
    }
    if (faults.length > 0) throw new Problem('import-has-faults', { fields: faults.slice(0, 200) })
    await audit(ctx, {
      action: 'import',
      subjectKind: 'matters',
      subjectId: input.id,
      detail: { rows: input.rows.length },
    })
    return { entered, known: input.rows.length - entered }
  })
}

export async function listMatters(
  ctx: Context,
  input: InputOf<typeof contract.listMatters>,
): Promise<OutputOf<typeof contract.listMatters>> {
  const after = readCursor(z.tuple([Day, Id]), input.after)
  const found = await queries.listMatterRows(ctx, input, after)
  return pageFrom(
    found,
    input.limit,
    (row) => [row.matter.closedDay, row.matter.id],
    (row) => presentMatter(ctx, row),
  )
}

export async function readMatter(
  ctx: Context,
  input: InputOf<typeof contract.readMatter>,
): Promise<OutputOf<typeof contract.readMatter>> {
  const row = await queries.findMatterRow(ctx, 'matters.read', input.matterId)
  if (!row) throw new Problem('not-found')
  return presentMatter(ctx, row)
}

/** Staff show the claim to the person at the counter: noted for good, because whoever shows it stands beside the rater. */
export function showClaim(
  ctx: Context,
  input: InputOf<typeof contract.showClaim>,
): Promise<OutputOf<typeof contract.showClaim>> {
  return change(ctx, input.id, async (ctx) => {
    const row = await queries.findMatterRow(ctx, 'matters.write', input.matterId)
    if (!row) throw new Problem('not-found')
    if (row.matter.partyKind === 'none')
      throw new Problem('step-not-allowed', { detail: '这件事没有当事人，不产生评价码' })
    const claim = row.claim ?? (await mintClaim(ctx, row.matter, 'none'))
    if (claim.expiresAt <= ctx.now()) throw new Problem('claim-expired')
    const first = await queries.insertShowing(ctx, claim.id, staffOf(ctx).id)
    if (first) {
      const figure = figureOf(row.matter, { counter: 1 })
      await emit(ctx, { topic: 'claim.shown', subjectId: claim.id, figure })
    }
    await audit(ctx, { action: 'show', subjectKind: 'claim', subjectId: claim.id })
    return {
      token: tokenOf(ctx, claim.id),
      shortCode: shortCodeOf(ctx, claim.id),
      link: linkOf(ctx, claim.id),
      scene: sceneOf(ctx, claim.id),
      expiresAt: instantOf(ctx, claim.expiresAt),
    }
  })
}

type NewMatter = Parameters<typeof queries.insertMatterOnce>[1]
type Party = InputOf<typeof contract.enterMatter>['party']

/** Keeps the matter and seals its party; false when it is there already. */
async function storeMatter(
  ctx: Context,
  matter: Omit<NewMatter, 'partyKind' | 'enteredBy'>,
  party: Party,
): Promise<boolean> {
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  const row = { ...matter, partyKind: party.kind, enteredBy }
  if (!(await queries.insertMatterOnce(ctx, row))) return false
  const { kind, ...fields } = party
  if (kind !== 'none') await sealFields(ctx, { kind: 'matter', id: matter.id }, fields, ['phone', 'creditCode'])
  await emit(ctx, { topic: 'matter.closed', subjectId: matter.id, figure: figureOf(row, { eligible: 1 }) })
  await audit(ctx, { action: 'enter', subjectKind: 'matter', subjectId: matter.id })
  if (kind !== 'none' && party.phone !== undefined) await mintClaim(ctx, row, 'waiting')
  return true
}

type Placed = { id: string; unitId: string; areaId: string; officerId: string | null }
type Misplaced = { column: string; message: string }

/** Finds what a row names by number, or says which cell leads nowhere. */
async function placeRow(
  ctx: Context,
  row: InputOf<typeof contract.importMatters>['rows'][number],
): Promise<Placed | Misplaced> {
  const unit = await queries.findUnit(ctx, { externalId: row.unit })
  const area = row.area === undefined ? undefined : await queries.findArea(ctx, { externalId: row.area })
  const areaId = row.area === undefined ? (unit?.areaId ?? null) : (area?.id ?? null)
  if (!unit) return { column: 'unit', message: `没有编号为 ${row.unit} 的单位` }
  if (areaId === null) return { column: 'area', message: `没有编号为 ${row.area} 的区域` }
  if (!reaches(ctx.actor, 'matters.write', { areaId, unitId: unit.id })) {
    return { column: 'unit', message: `没有编号为 ${row.unit} 的单位` }
  }
  const officer =
    row.officer === undefined ? null : await queries.findOfficer(ctx, unit.id, { externalId: row.officer })
  if (officer === undefined) return { column: 'officer', message: `该单位没有编号为 ${row.officer} 的执法人员` }
  if (row.closedDay > today(ctx)) return { column: 'closedDay', message: tooLate }
  return { id: newId(), unitId: unit.id, areaId, officerId: officer?.id ?? null }
}

const tooLate = '办结日期不能晚于今天'
const fault = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
