import { randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { readableCode, readCode } from '@minyi/shared/platform/readable-code.ts'
import type * as contract from '@minyi/shared/registry/contract.ts'
import { toBuffer } from 'qrcode'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import type { FileAnswer } from '../../platform/serve.ts'
import { presentArea, presentCode } from './present.ts'
import * as queries from './queries.ts'

/** 20 readable characters, the last a check: 94 bits of chance, and well below WeChat's 32 characters of a scene. */
export const codeLength = 20

export async function listAreas(
  ctx: Context,
  input: InputOf<typeof contract.listAreas>,
): Promise<OutputOf<typeof contract.listAreas>> {
  const rows = await queries.listAreaRows(ctx, input)
  return { areas: rows.filter((row) => input.level === 'grid' || input.below || row.level !== 'grid').map(presentArea) }
}

export async function listUnits(ctx: Context, input: InputOf<typeof contract.listUnits>) {
  return { units: await queries.listUnitRows(ctx, input.search) }
}

/** Anybody may check that a certificate number belongs to an officer in service, and of which unit. */
export async function findOfficerCard(ctx: Context, input: InputOf<typeof contract.findOfficerCard>) {
  const card = await queries.findOfficerByCertificate(ctx, input.certificateNumber)
  if (!card) throw new Problem('not-found')
  return card
}

export async function listOfficers(ctx: Context, input: InputOf<typeof contract.listOfficers>) {
  const found = await queries.listOfficerRows(ctx, input)
  const rows = found.slice(0, input.limit)
  return { rows, next: found.length > input.limit ? (rows.at(-1)?.certificateNumber ?? null) : null }
}

export async function listCollectionPoints(ctx: Context, input: InputOf<typeof contract.listCollectionPoints>) {
  return { points: await queries.listPointRows(ctx, input.below) }
}

/** An area of today and a unit in service, where they are named; each at the field that names it. */
export async function checkPlace(
  ctx: Context,
  { areaId, unitId }: { areaId: string | null; unitId: string | null },
): Promise<void> {
  if (areaId !== null && !(await queries.isArea(ctx, areaId))) throw faultAt('areaId', '没有这个区域')
  if (unitId !== null && !(await queries.findTarget(ctx, 'unit', unitId))) throw faultAt('unitId', '没有这个单位')
}

/** Somebody scans a standing code: what it stands for, or that it was revoked. */
export async function readCodeSubject(
  ctx: Context,
  input: InputOf<typeof contract.readCodeSubject>,
): Promise<OutputOf<typeof contract.readCodeSubject>> {
  const code = readCode(input.code, codeLength)
  const row = code ? await queries.findCode(ctx, code) : undefined
  if (!row) throw new Problem('not-found')
  if (row.revokedAt) throw new Problem('code-revoked')
  const target = await queries.findTarget(ctx, row.targetKind, row.targetId)
  if (!target) throw new Problem('not-found')
  const { targetKind, targetId } = presentCode(ctx, row)
  const unit = target.unitId === null ? null : { id: target.unitId, name: target.unitName }
  return { code: row.code, targetKind, targetId, title: target.title, unit, areaId: target.areaId }
}

export async function listCodes(ctx: Context, input: InputOf<typeof contract.listCodes>) {
  const rows = await queries.listCodeRows(ctx, input.targetKind, input.targetId)
  return { codes: rows.map((row) => presentCode(ctx, row)) }
}

/** The administrator issues a standing code; the text is random and says nothing. */
export function issueCode(
  ctx: Context,
  input: InputOf<typeof contract.issueCode>,
): Promise<OutputOf<typeof contract.issueCode>> {
  return change(ctx, input.id, async (ctx) => {
    if (!(await queries.findTarget(ctx, input.targetKind, input.targetId))) throw new Problem('not-found')
    const code = readableCode(randomBytes(codeLength), codeLength)
    const made = await queries.insertCode(ctx, { code, targetKind: input.targetKind, targetId: input.targetId })
    if (!made) throw new Error('a code was not stored')
    await audit(ctx, { action: 'issue-code', subjectKind: input.targetKind, subjectId: input.targetId })
    return presentCode(ctx, made)
  })
}

/** The administrator revokes a code; whoever scans it afterwards is told so. */
export function revokeCode(
  ctx: Context,
  input: InputOf<typeof contract.revokeCode>,
): Promise<OutputOf<typeof contract.revokeCode>> {
  return change(ctx, input.id, async (ctx) => {
    const row = await queries.revokeCodeRow(ctx, input.code)
    if (!row) throw new Problem('not-found')
    await audit(ctx, { action: 'revoke-code', subjectKind: row.targetKind, subjectId: row.targetId })
    return presentCode(ctx, row)
  })
}

/** The code as a picture to print: the link that opens on any phone. */
export async function drawCode(ctx: Context, input: InputOf<typeof contract.drawCode>): Promise<FileAnswer> {
  const row = await queries.findCode(ctx, input.code)
  if (!row || row.revokedAt) throw new Problem('not-found')
  const { link } = presentCode(ctx, row)
  const body = await toBuffer(link, { errorCorrectionLevel: 'Q', margin: 4, width: 720 })
  return { mediaType: 'image/png', fileName: `${row.code}.png`, body }
}

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
