import { randomUUID } from 'node:crypto'
import { mintClaim, shortCodeOf, tokenOf } from '@minyi/server/features/matters/claims/service.ts'
import { insertMatterOnce } from '@minyi/server/features/matters/queries.ts'
import type { Context } from '@minyi/server/platform/context.ts'
import { sealFields } from '@minyi/server/platform/sealing.ts'
import { makeOfficer, makeUnit } from './registry.ts'

type Given = {
  unit?: { id: string; name: string; areaId: string }
  officerId?: string | null
  kind?: string
  title?: string
  closedDay?: string
  phone?: string
  enteredBy?: string
}

/** A closed matter of a unit (of its own unless one is given) with an officer, and with its party's telephone sealed. */
export async function makeMatter(ctx: Context, given: Given = {}) {
  const unit = given.unit ?? (await makeUnit(ctx))
  const officerId = given.officerId === undefined ? (await makeOfficer(ctx, { unitId: unit.id })).id : given.officerId
  const id = randomUUID()
  const matter = {
    id,
    source: 'test',
    externalId: id,
    kind: given.kind ?? 'enforcement',
    unitId: unit.id,
    areaId: unit.areaId,
    officerId,
    title: given.title ?? '占道经营检查',
    caseNumber: '太城管检〔2026〕0318 号',
    closedDay: given.closedDay ?? '2026-06-10',
    partyKind: 'person',
    enteredBy: given.enteredBy ?? null,
  }
  await insertMatterOnce(ctx, matter)
  if (given.phone) await sealFields(ctx, { kind: 'matter', id }, { phone: given.phone, name: '王某' }, ['phone'])
  return { ...matter, unit }
}

/** A matter whose claim is minted, with what its holder has in hand. */
export async function makeClaim(ctx: Context, given: Given = {}) {
  const matter = await makeMatter(ctx, given)
  const claim = await mintClaim(ctx, matter, 'none')
  return { matter, claim, token: tokenOf(ctx, claim.id), shortCode: shortCodeOf(ctx, claim.id) }
}
