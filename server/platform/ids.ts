import { createHash, randomUUID } from 'node:crypto'

/** A random id for anything that is shown outside. */
export const newId = (): string => randomUUID()

/**
 * A UUIDv7 for rows that are never shown outside, and for items that come by the hundred thousand: it sorts by time and so keeps its
 * index dense. It tells when it was made; nobody can guess it (74 random bits).
 */
export function newRowId(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** The id that belongs to a name: the same name gives the same id on every machine (RFC 9562, version 8 over SHA-256). */
export function idFromName(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return uuidText(bytes)
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
