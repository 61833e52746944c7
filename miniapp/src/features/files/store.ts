import {
  beginFile,
  chunkBytes,
  completeFile,
  type FileProof,
  type FilePurpose,
  type FileView,
  maxPhotoBytes,
  putChunk,
  readFileState,
} from '@minyi/shared/files/contract.ts'
import { problems } from '@minyi/shared/platform/problems.ts'
import { z } from 'zod/mini'
import { create } from 'zustand'
import { call, failureFrom } from '../../lib/call'
import { base64Of, hashOf, type LocalPhoto, readBytes } from '../../lib/files'
import { newId } from '../../lib/id'
import { apiBase } from '../../lib/platform'
import { forget, keep, read } from '../../lib/storage'

/** A photo on its way: `sent` counts the pieces that have arrived; a failed one keeps its id and goes on where it stopped. */
export type Photo = LocalPhoto & {
  id: string
  secret: string | undefined
  state: 'sending' | 'sent' | 'failed'
  share: number
  reason?: string
}

/** One box of photos a draft, by the name of the draft; those that arrived are kept on this phone until it is sent. */
export const usePhotos = create<{ boxes: Record<string, Photo[]> }>(() => ({ boxes: {} }))

const Kept = z.catch(z.array(z.object({ id: z.string(), secret: z.string() })), [])
const none: Photo[] = []

export const photosIn = (boxes: Record<string, Photo[]>, box: string): Photo[] => boxes[box] ?? none

/** The photos of a box that are safe on the server, as proofs for whatever they are attached to. */
export function proofsOf(box: string): FileProof[] {
  return photosIn(usePhotos.getState().boxes, box).flatMap(({ id, secret, state }) =>
    state === 'sent' && secret ? [{ id, secret }] : [],
  )
}

export function fileAddress({ id, ticket }: Pick<FileView, 'id' | 'ticket'>): string {
  return `${apiBase()}/files/${id}?ticket=${encodeURIComponent(ticket)}`
}

/** Puts new photos into the box and starts to send them at once, one after the other. */
export async function addPhotos(box: string, purpose: FilePurpose, photos: readonly LocalPhoto[]): Promise<void> {
  for (const photo of photos) {
    const id = await newId()
    setBox(box, [...boxOf(box), { ...photo, id, secret: undefined, state: 'sending', share: 0 }])
  }
  for (const { id, state } of boxOf(box)) if (state === 'sending') await sendPhoto(box, purpose, id)
}

export function removePhoto(box: string, id: string): void {
  setBox(
    box,
    boxOf(box).filter((photo) => photo.id !== id),
  )
}

/** Sends one photo, or what is still missing of it. */
export async function sendPhoto(box: string, purpose: FilePurpose, id: string): Promise<void> {
  const photo = boxOf(box).find((one) => one.id === id)
  if (!photo || photo.state === 'sent') return
  change(box, id, { state: 'sending', reason: undefined })
  if (photo.size > maxPhotoBytes) {
    change(box, id, { state: 'failed', reason: problems['file-too-large'].title })
    return
  }
  try {
    const secret = photo.secret ?? (await begin(photo, purpose))
    change(box, id, { secret })
    await sendPieces(box, photo, secret)
    await call(completeFile, { id, secret })
    change(box, id, { state: 'sent', share: 1 })
  } catch (error) {
    const { detail, title } = failureFrom(error)
    change(box, id, { state: 'failed', reason: detail ?? title })
  }
}

/** After the mini-app was closed: photos that had arrived come back into their draft; what the server let go of is dropped. */
export async function restorePhotos(box: string): Promise<void> {
  if (usePhotos.getState().boxes[box]) return
  const kept = Kept.parse(read(`kept:photos:${box}`))
  const found = await Promise.all(kept.map(restored))
  if (!usePhotos.getState().boxes[box]) setBox(box, found.flat())
}

/** Once they are attached, or the draft was thrown away. */
export function emptyBox(box: string): void {
  setBox(box, [])
  forget(`kept:photos:${box}`)
}

async function begin({ id, size, ...photo }: Photo, purpose: FilePurpose): Promise<string> {
  const sha256 = await hashOf({ ...photo, size })
  const { secret } = await call(beginFile, { id, bytes: size, sha256, purpose })
  return secret
}

async function sendPieces(box: string, photo: Photo, secret: string): Promise<void> {
  const { received, complete } = await call(readFileState, { id: photo.id, secret })
  if (complete) return
  const count = Math.ceil(photo.size / chunkBytes)
  for (let index = 0; index < count; index++) {
    if (!received.includes(index)) {
      const data = base64Of(await readBytes(photo, index * chunkBytes, chunkBytes))
      await call(putChunk, { id: photo.id, secret, index, data })
    }
    change(box, photo.id, { share: (index + 1) / count })
  }
}

/** Where the server can't be asked, the photo stays with its draft: it arrived, and only what was let go of is dropped. */
async function restored({ id, secret }: { id: string; secret: string }): Promise<Photo[]> {
  const kept = { id, secret, state: 'sent', share: 1 } as const
  try {
    const { ticket, bytes } = await call(readFileState, { id, secret })
    return ticket ? [{ ...kept, path: fileAddress({ id, ticket }), size: bytes ?? 0 }] : []
  } catch (error) {
    return failureFrom(error).code === 'not-found' ? [] : [{ ...kept, path: fileAddress({ id, ticket: '' }), size: 0 }]
  }
}

function boxOf(box: string): Photo[] {
  return photosIn(usePhotos.getState().boxes, box)
}

function change(box: string, id: string, changed: Partial<Photo>): void {
  setBox(
    box,
    boxOf(box).map((photo) => (photo.id === id ? { ...photo, ...changed } : photo)),
  )
}

function setBox(box: string, photos: Photo[]): void {
  usePhotos.setState(({ boxes }) => ({ boxes: { ...boxes, [box]: photos } }))
  keep(`kept:photos:${box}`, proofsOf(box))
}
