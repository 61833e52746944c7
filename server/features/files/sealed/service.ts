import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { audit } from '../../../platform/audit.ts'
import type { Context } from '../../../platform/context.ts'
import { openFileStore } from '../../../platform/file-store.ts'
import { newId } from '../../../platform/ids.ts'
import { Problem } from '../../../platform/problem.ts'
import * as queries from '../queries.ts'

/**
 * Files full of other people's names and numbers, such as a hotline's table: they are never put together on the disk. Each piece
 * is kept encrypted, bound to its place, and read in order; when the work is done they are gone.
 */
const pieceBytes = 192 * 1024
export const sealedPurpose = 'import-file'

/** One piece as it lies on the disk. */
export function sealPiece(ctx: Context, fileId: string, index: number, bytes: Buffer): Buffer {
  return ctx.encryption.seal(bytes.toString('base64'), placeOf(ctx, fileId, index))
}

/** The pieces in their order, opened one by one. */
export async function* readPieces(ctx: Context, fileId: string): AsyncGenerator<Buffer> {
  const store = openFileStore(ctx.config.dataDir)
  for (const index of await queries.listChunks(ctx, fileId)) {
    const sealed = await store.readPart(uploadOf(ctx, fileId), index)
    yield Buffer.from(ctx.encryption.open(sealed, placeOf(ctx, fileId, index)), 'base64')
  }
}

/** Checks that every piece arrived as it was sent, and keeps the file as it lies. */
export async function completePieces(ctx: Context, file: queries.FileRow): Promise<void> {
  const hash = createHash('sha256')
  for await (const piece of readPieces(ctx, file.id)) hash.update(piece)
  const sha256 = hash.digest('hex')
  if (sha256 !== file.declaredSha256) {
    await queries.dropChunks(ctx, file.id)
    await openFileStore(ctx.config.dataDir).dropParts(uploadOf(ctx, file.id))
    throw new Problem('file-hash-mismatch')
  }
  await ctx.db.transaction(async (tx) => keepComplete({ ...ctx, db: tx }, file))
}

/** Takes a file of this machine in, as if it had been sent piece by piece; answers with its id. */
export async function takeInFile(ctx: Context, path: string): Promise<{ id: string; bytes: number }> {
  const id = newId()
  const store = openFileStore(ctx.config.dataDir)
  const source = await open(path, 'r')
  try {
    const { size } = await source.stat()
    const hash = createHash('sha256')
    await queries.insertFile(ctx, {
      id,
      ownerKind: 'system',
      ownerId: null,
      purpose: sealedPurpose,
      declaredSha256: '',
      declaredBytes: size,
      chunkBytes: pieceBytes,
      secretHash: Buffer.alloc(0),
    })
    const buffer = Buffer.alloc(pieceBytes)
    for (let index = 0, at = 0; at < size; index++) {
      const { bytesRead } = await source.read(buffer, 0, pieceBytes, at)
      if (bytesRead === 0) break
      const piece = buffer.subarray(0, bytesRead)
      hash.update(piece)
      await store.writePart(uploadOf(ctx, id), index, sealPiece(ctx, id, index, piece))
      await queries.keepChunk(ctx, id, index, bytesRead)
      at += bytesRead
    }
    await keepComplete(ctx, { id, declaredSha256: hash.digest('hex'), declaredBytes: size })
    return { id, bytes: size }
  } finally {
    await source.close()
  }
}

/** Ties a file to the one thing that uses it up; false when another one did. */
export const holdFile = (ctx: Context, fileId: string, subject: { kind: string; id: string }): Promise<boolean> =>
  queries.attachOnce(ctx, fileId, sealedPurpose, subject)

/** Removes a file's pieces for good; the row stays and says what there was. */
export async function dropPieces(ctx: Context, fileId: string): Promise<void> {
  await queries.dropChunks(ctx, fileId)
  await openFileStore(ctx.config.dataDir).dropParts(uploadOf(ctx, fileId))
}

async function keepComplete(
  ctx: Context,
  file: Pick<queries.FileRow, 'id' | 'declaredSha256' | 'declaredBytes'>,
): Promise<void> {
  const stored = { storedSha256: file.declaredSha256, storedBytes: file.declaredBytes, mediaType: 'text/csv' }
  if (!(await queries.completeOnce(ctx, file.id, stored))) return
  await audit(ctx, {
    action: 'files.complete',
    subjectKind: 'file',
    subjectId: file.id,
    detail: { sha256: file.declaredSha256 },
  })
}

const placeOf = (ctx: Context, fileId: string, index: number) => `${ctx.tenant.id}/import/${fileId}/${index}`
const uploadOf = (ctx: Context, fileId: string) => `${ctx.tenant.id}/${fileId}`
