import { createHash } from 'node:crypto'
import { offersCheckIns } from '@minyi/shared/cases/check-ins/rules.ts'
import type * as collect from '@minyi/shared/cases/collect/contract.ts'
import { type CaseChannel, CaseReceipt } from '@minyi/shared/cases/contract.ts'
import type * as resident from '@minyi/shared/cases/resident/contract.ts'
import type { CaseDraft } from '@minyi/shared/cases/resident/contract.ts'
import { caseNumber, titleOf } from '@minyi/shared/cases/rules.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { countAttempt } from '../../../platform/attempts.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf, today, unnamed } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { sealFields } from '../../../platform/sealing.ts'
import { type Armed, openClockBook, readClock } from '../../clocks/service.ts'
import { attachFiles } from '../../files/service.ts'
import { setConsent } from '../check-ins/queries.ts'
import { linkOpinion } from '../legislation/service.ts'
import {
  findParameter,
  findUnit,
  insertCase,
  insertClock,
  insertParameterOnce,
  insertRound,
  takeNumber,
} from '../queries.ts'
import { firstTierOf } from '../running/service.ts'
import { indexItems } from '../search/service.ts'
import { firstClock, record } from '../service.ts'
import { linkAlike } from '../similar/service.ts'
import * as queries from './queries.ts'

const perAddress = { kind: 'case-address', limit: 120, windowMs: 3_600_000 } as const
const perResident = { kind: 'case-resident', limit: 30, windowMs: 24 * 3_600_000 } as const
const prefixName = 'cases.number-prefix'

type Origin = {
  channel: CaseChannel
  pointId: string | null
  collectorId: string | null
  topicId?: string | null
  collectorKind?: string | null
}

/**
 * A resident, signed in or not, files a complaint or an opinion and gets a receipt that is enough to follow it. Another system that
 * files for one knows the topic already.
 */
export async function submitCase(
  caller: Context,
  input: InputOf<typeof resident.submitCase>,
  topicId: string | null = null,
): Promise<CaseReceipt> {
  const ctx = caller.actor.kind === 'staff' ? unnamed(caller) : caller
  await countAttempt(ctx, ctx.address, perAddress)
  if (ctx.actor.kind === 'resident') await countAttempt(ctx, ctx.actor.id, perResident)
  const origin = await originOf(ctx, input.channel, input.code)
  return change(ctx, input.id, (ctx) => receive(ctx, input, { ...origin, topicId }))
}

/** A collector enters an item for somebody at a collection point, at the door or from a group; it is marked as assisted. */
export async function collectCase(ctx: Context, input: InputOf<typeof collect.collectCase>): Promise<CaseReceipt> {
  const collector = staffOf(ctx)
  if (input.pointId && !(await queries.findPoint(ctx, input.pointId))) throw faultAt('pointId', '没有这个民意采集点')
  const mayCollect = collector.grants.some(
    ({ permissions, areaIds }) =>
      permissions.includes('cases.collect') && (!areaIds || !input.areaId || areaIds.includes(input.areaId)),
  )
  if (!mayCollect) throw faultAt('areaId', '这个地方不在您的采集范围内')
  const origin = {
    channel: input.channel,
    pointId: input.pointId ?? null,
    collectorId: collector.id,
    collectorKind: input.collectorKind ?? null,
  }
  return change(ctx, input.id, (ctx) => receive(ctx, input, origin))
}

/** The letters that this tenant's numbers begin with, such as TC for 太仓; the first setting stays. */
export async function setNumberPrefix(ctx: Context, prefix: string): Promise<void> {
  await insertParameterOnce(ctx, prefixName, prefix, '本系统默认')
}

/** The secret of an item's receipt. */
export const receiptSecretOf = (ctx: Context, caseId: string): string => typedSecretOf(ctx, 'case-receipt', caseId)

/** A secret that belongs to an id, short enough to be typed from paper: 12 characters without I, L, O and U. */
export function typedSecretOf(ctx: Context, purpose: string, id: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const secret = ctx.encryption.secretFor(purpose, `${ctx.tenant.id}/${id}`)
  const letters = [...createHash('sha256').update(secret).digest().subarray(0, 12)].map((byte) => alphabet[byte % 32])
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join('')).join('-')
}

async function receive(ctx: Context, draft: CaseDraft, origin: Origin): Promise<CaseReceipt> {
  const accused = await accusedOf(ctx, draft)
  const areaId = draft.areaId ? await queries.findShownArea(ctx, draft.areaId) : null
  if (areaId === undefined) throw faultAt('areaId', '没有这个地方')
  const armed = await firstClock(ctx, { ...draft, channel: origin.channel })
  const level = draft.areaId ? await queries.findLevel(ctx, draft.areaId) : null
  const tier = await firstTierOf(ctx, { ...draft, channel: origin.channel, state: 'received', level })
  await sealComplainant(ctx, draft)
  await attachFiles(ctx, draft.photos, 'case-photo', { kind: 'case', id: draft.id })
  const item = await insertCase(ctx, {
    ...accused,
    ...armedColumns(armed),
    tier: tier.tier,
    tierDueAt: tier.clock?.dueAt ?? null,
    ...origin,
    id: draft.id,
    number: await nextNumber(ctx),
    kind: draft.kind,
    entry: draft.entry,
    assisted: origin.collectorId !== null,
    identity: draft.identity,
    title: draft.title || titleOf(draft.text),
    text: draft.text,
    conduct: draft.conduct ?? null,
    areaId,
    place: draft.place || null,
    happenedDay: draft.happened?.day ?? null,
    happenedPart: draft.happened?.part ?? null,
    state: 'received',
    round: 1,
    version: 1,
    receivedAt: ctx.now(),
  })
  await indexItems(ctx, [item])
  await insertRound(ctx, item.id, 1)
  await insertClock(ctx, { ...armed, caseId: item.id, round: 1, version: 1 })
  if (tier.clock) await insertClock(ctx, { ...tier.clock, caseId: item.id, round: 1, version: 1 })
  await linkOpinion(ctx, item, draft)
  await linkAlike(ctx, item.id, draft.alike)
  if (draft.checkIns && offersCheckIns(item)) await setConsent(ctx, item.id, true)
  await record(ctx, item, { act: 'receive' })
  return CaseReceipt.parse({
    ...item,
    secret: receiptSecretOf(ctx, item.id),
    receivedAt: instantOf(ctx, item.receivedAt),
    clock: readClock(ctx, await openClockBook(ctx), armed),
  })
}

/** Everything personal goes into the one sealed table, whatever the identity level. */
async function sealComplainant(ctx: Context, draft: CaseDraft): Promise<void> {
  await sealFields(
    ctx,
    { kind: 'case', id: draft.id },
    {
      resident: ctx.actor.kind === 'resident' ? ctx.actor.id : undefined,
      name: draft.contact.name || undefined,
      phone: draft.contact.phone,
      position: draft.position && `${draft.position.latitude},${draft.position.longitude}`,
    },
    ['resident', 'phone'],
  )
}

/**
 * A complaint names a unit, or an officer and so the officer's unit, and what was wrong; a report names them where it can; the other
 * kinds accuse nobody.
 */
async function accusedOf(ctx: Context, draft: CaseDraft) {
  const names = Boolean(draft.accusedUnitId || draft.accusedOfficerId)
  if (draft.kind !== 'complaint' && draft.kind !== 'report' && names) {
    throw faultAt('accusedUnitId', '意见建议这一类不用填被投诉单位')
  }
  if (draft.kind !== 'complaint' && !names) return { accusedUnitId: null, accusedOfficerId: null }
  if (draft.kind === 'complaint' && !draft.conduct) throw faultAt('conduct', '请选执法出了什么问题')
  const officer = draft.accusedOfficerId ? await queries.findOfficer(ctx, draft.accusedOfficerId) : null
  if (officer === undefined) throw faultAt('accusedOfficerId', '没有这位执法人员')
  const unitId = officer?.unitId ?? draft.accusedUnitId
  if (!unitId) throw faultAt('accusedUnitId', '请选被投诉的单位')
  if (!(await findUnit(ctx, unitId))) throw faultAt('accusedUnitId', '没有这个单位')
  if (draft.accusedUnitId && draft.accusedUnitId !== unitId)
    throw faultAt('accusedOfficerId', '这位执法人员不在这个单位')
  return { accusedUnitId: unitId, accusedOfficerId: draft.accusedOfficerId ?? null }
}

/** A collection point's own code makes the item one of that point. */
async function originOf(ctx: Context, channel: CaseChannel, code: string | undefined): Promise<Origin> {
  const found = code ? await queries.findCode(ctx, code) : undefined
  if (code && !found) throw faultAt('code', '二维码不对，请重新扫码')
  if (found?.revokedAt) throw new Problem('code-revoked')
  if (found?.targetKind !== 'collection-point') return { channel, pointId: null, collectorId: null }
  return { channel: 'point', pointId: found.targetId, collectorId: null }
}

async function nextNumber(ctx: Context): Promise<string> {
  const set = await findParameter(ctx, prefixName)
  const prefix = typeof set === 'string' ? set : ctx.tenant.slug.slice(0, 2).toUpperCase()
  return caseNumber(prefix, today(ctx), await takeNumber(ctx, today(ctx).slice(0, 7)))
}

function armedColumns({ clock, dayKind, dueAt, dueDay, provisional }: Armed) {
  return { clock, clockDayKind: dayKind, dueAt, dueDay, provisional }
}

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
