import type * as contract from '@minyi/shared/files/contract.ts'
import {
  chunkBytes,
  type FileProof,
  type FilePurpose,
  type FileState,
  type FileView,
  maxPhotoBytes,
  maxTableBytes,
} from '@minyi/shared/files/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { countAttempt } from '../../platform/attempts.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, holds, type Platform, unnamed } from '../../platform/context.ts'
import { sameSecret } from '../../platform/encryption.ts'
import { openFileStore, sha256Of } from '../../platform/file-store.ts'
import { Problem } from '../../platform/problem.ts'
import type { FileAnswer } from '../../platform/serve.ts'
import { checkPdf, isPdf } from './papers/service.ts'
import { redrawPhoto } from './photos/service.ts'
import * as queries from './queries.ts'
import { completePieces, sealedPurpose, sealPiece } from './sealed/service.ts'

const perAddress = { kind: 'file-address', limit: 300, windowMs: 3_600_000 } as const
const ticketLivesMs = 15 * 60_000
/** Every kind of file that anybody can look at. */
const endings: Record<string, string> = { 'image/webp': 'webp', 'application/pdf': 'pdf' }
const ticketStepMs = 5 * 60_000
const forgottenAfterMs = 24 * 3_600_000

/** Somebody, signed in or not, starts to send a file; the secret shows from then on that it is theirs. */
export async function beginFile(
  ctx: Context,
  input: InputOf<typeof contract.beginFile>,
): Promise<OutputOf<typeof contract.beginFile>> {
  const isTable = input.purpose === sealedPurpose
  if (isTable && !holds(ctx.actor, 'cases.import')) throw new Problem('not-found')
  if (input.bytes > (isTable ? maxTableBytes : maxPhotoBytes)) throw new Problem('file-too-large')
  await countAttempt(ctx, ctx.address, perAddress)
  return change(ctx, input.id, async (ctx) => {
    const secret = secretOf(ctx, input.id)
    const kept = await queries.insertFile(ctx, {
      id: input.id,
      ownerKind: 'holder',
      ownerId: null,
      purpose: input.purpose,
      declaredSha256: input.sha256,
      declaredBytes: input.bytes,
      chunkBytes,
      secretHash: Buffer.from(sha256Of(Buffer.from(secret)), 'hex'),
    })
    if (!kept) throw new Problem('id-reused')
    await audit(unnamed(ctx), { action: 'files.begin', subjectKind: 'file', subjectId: input.id })
    return { ...(await stateOf(ctx, await getFile(ctx, input.id, secret))), secret }
  })
}

/** Keeps one piece; sending it again changes nothing. */
export async function putChunk(ctx: Context, input: InputOf<typeof contract.putChunk>): Promise<FileState> {
  const file = await getFile(ctx, input.id, input.secret)
  if (file.completedAt) return stateOf(ctx, file)
  const bytes = Buffer.from(input.data, 'base64')
  if (bytes.length !== expectedBytes(file, input.index)) {
    throw new Problem('input-invalid', { fields: [{ path: 'data', message: '分片的大小不对' }] })
  }
  const kept = file.purpose === sealedPurpose ? sealPiece(ctx, file.id, input.index, bytes) : bytes
  await storeOf(ctx).writePart(uploadOf(ctx, file.id), input.index, kept)
  await queries.keepChunk(ctx, file.id, input.index, bytes.length)
  return stateOf(ctx, file)
}

/** Which pieces have arrived, so that only the others are sent after a break. */
export async function readFileState(ctx: Context, input: InputOf<typeof contract.readFileState>): Promise<FileState> {
  return stateOf(ctx, await getFile(ctx, input.id, input.secret))
}

/** Puts the pieces together, checks them against the declared hash and keeps the photo drawn anew, or the PDF that can only be read. */
export async function completeFile(ctx: Context, input: InputOf<typeof contract.completeFile>): Promise<FileState> {
  const file = await getFile(ctx, input.id, input.secret)
  if (file.completedAt) return stateOf(ctx, file)
  if (file.purpose === sealedPurpose) {
    if ((await queries.listChunks(ctx, file.id)).length < chunksOf(file)) throw new Problem('file-chunk-missing')
    await completePieces(ctx, file)
    return stateOf(ctx, await getFile(ctx, input.id, input.secret))
  }
  const original = await joinParts(ctx, file)
  if (sha256Of(original) !== file.declaredSha256) {
    await queries.dropChunks(ctx, file.id)
    await storeOf(ctx).dropParts(uploadOf(ctx, file.id))
    throw new Problem('file-hash-mismatch')
  }
  const photo =
    file.purpose === 'case-photo' && isPdf(original)
      ? { bytes: checkPdf(original), mediaType: 'application/pdf' }
      : await redrawPhoto(original)
  await queries.holdingContent(ctx.db, sha256Of(photo.bytes), async (db) => {
    const storedSha256 = await storeOf(ctx).store(photo.bytes)
    const inner = { ...ctx, db }
    const stored = { storedSha256, storedBytes: photo.bytes.length, mediaType: photo.mediaType }
    if (await queries.completeOnce(inner, file.id, stored)) {
      await audit(unnamed(inner), {
        action: 'files.complete',
        subjectKind: 'file',
        subjectId: file.id,
        detail: { storedSha256 },
      })
    }
  })
  await storeOf(ctx).dropParts(uploadOf(ctx, file.id))
  return stateOf(ctx, await getFile(ctx, input.id, input.secret))
}

/** Whoever holds a fresh ticket reads the file; tickets are handed out with the thing that the file belongs to. */
export async function readFile(ctx: Context, input: InputOf<typeof contract.readFile>): Promise<FileAnswer> {
  const file = await queries.findFile(ctx, input.id)
  const isPicture = file?.purpose !== sealedPurpose
  if (!isPicture || !isFresh(ctx, input.id, input.ticket) || !file?.storedSha256 || !file.mediaType)
    throw new Problem('not-found')
  return {
    mediaType: file.mediaType,
    fileName: `${file.id}.${endings[file.mediaType] ?? 'jpg'}`,
    shown: true,
    body: storeOf(ctx).read(file.storedSha256),
  }
}

/** Ties files to a thing, in its transaction: each must be complete, meant for this, and shown to be the caller's. */
export async function attachFiles(
  ctx: Context,
  proofs: readonly FileProof[],
  purpose: FilePurpose,
  subject: { kind: string; id: string },
): Promise<void> {
  for (const [index, proof] of proofs.entries()) {
    const own = sameSecret(proof.secret, secretOf(ctx, proof.id))
    if (!own || !(await queries.attachOnce(ctx, proof.id, purpose, subject))) {
      throw new Problem('input-invalid', {
        fields: [{ path: `photos.${index}`, message: '这张照片没有传好，请重新上传' }],
      })
    }
  }
}

/** The files of a thing, for a viewer who may see that thing. */
export async function listFileViews(ctx: Context, subject: { kind: string; id: string }): Promise<FileView[]> {
  const rows = await queries.listFilesOf(ctx, subject)
  return rows.flatMap(({ id, mediaType, storedBytes }) =>
    mediaType && storedBytes ? [{ id, mediaType, bytes: storedBytes, ticket: ticketFor(ctx, id) }] : [],
  )
}

/** Uploads that belong to nothing after a day are removed, with their bytes unless another file has the same. */
export async function sweepForgottenFiles(platform: Platform): Promise<number> {
  const store = openFileStore(platform.config.dataDir)
  const gone = await queries.deleteForgotten(platform, new Date(platform.now().getTime() - forgottenAfterMs), 200)
  for (const file of gone) {
    await store.dropParts(`${file.tenantId}/${file.id}`)
    const { sha256 } = file
    if (sha256 === null) continue
    await queries.holdingContent(platform.database.db, sha256, async (_, isKept) => {
      if (!isKept) await store.remove(sha256)
    })
  }
  return gone.length
}

/** A complete table that whoever shows the secret has sent. */
export async function getTable(ctx: Context, id: string, secret: string): Promise<{ id: string; bytes: number }> {
  const file = await getFile(ctx, id, secret)
  if (file.purpose !== sealedPurpose || !file.completedAt) throw new Problem('not-found')
  return { id, bytes: file.declaredBytes }
}

async function getFile(ctx: Context, id: string, secret: string): Promise<queries.FileRow> {
  const row = sameSecret(secret, secretOf(ctx, id)) ? await queries.findFile(ctx, id) : undefined
  if (!row) throw new Problem('not-found')
  return row
}

async function stateOf(ctx: Context, file: queries.FileRow): Promise<FileState> {
  const complete = file.completedAt !== null
  return {
    id: file.id,
    chunkBytes: file.chunkBytes,
    chunks: chunksOf(file),
    received: complete ? [] : await queries.listChunks(ctx, file.id),
    complete,
    mediaType: file.mediaType,
    bytes: file.storedBytes,
    ticket: complete ? ticketFor(ctx, file.id) : null,
  }
}

async function joinParts(ctx: Context, file: queries.FileRow): Promise<Buffer> {
  const received = await queries.listChunks(ctx, file.id)
  if (received.length < chunksOf(file)) throw new Problem('file-chunk-missing')
  try {
    const upload = uploadOf(ctx, file.id)
    return Buffer.concat(await Promise.all(received.map((index) => storeOf(ctx).readPart(upload, index))))
  } catch {
    await queries.dropChunks(ctx, file.id)
    throw new Problem('file-chunk-missing')
  }
}

const chunksOf = (file: queries.FileRow) => Math.ceil(file.declaredBytes / file.chunkBytes)

function expectedBytes(file: queries.FileRow, index: number): number {
  return Math.min(file.chunkBytes, Math.max(0, file.declaredBytes - index * file.chunkBytes))
}

/** A ticket ends on a full step of the clock, so that one picture keeps one address for some minutes. */
function ticketFor(ctx: Context, id: string): string {
  const until = (Math.floor(ctx.now().getTime() / ticketStepMs) + ticketLivesMs / ticketStepMs) * ticketStepMs
  return `${until.toString(36)}.${ctx.encryption.secretFor('file-view', `${ctx.tenant.id}/${id}/${until}`)}`
}

function isFresh(ctx: Context, id: string, ticket: string): boolean {
  const [untilText = '', secret = ''] = ticket.split('.')
  const until = Number.parseInt(untilText, 36)
  const right = sameSecret(secret, ctx.encryption.secretFor('file-view', `${ctx.tenant.id}/${id}/${until}`))
  return right && until > ctx.now().getTime()
}

const secretOf = (ctx: Context, id: string) => ctx.encryption.secretFor('file', `${ctx.tenant.id}/${id}`)
const uploadOf = (ctx: Context, id: string) => `${ctx.tenant.id}/${id}`
const storeOf = (ctx: Context) => openFileStore(ctx.config.dataDir)
