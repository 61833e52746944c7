import type { z } from 'zod'
import { Problem } from './problem.ts'

/** Where the next page begins: the sort keys of the last row seen, opaque to the caller. */
export const writeCursor = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url')

/** Reads a cursor back, each key by its shape; what nobody wrote here is the caller's fault. */
export function readCursor<T extends z.ZodType>(keys: T, cursor: string | undefined): z.output<T> | undefined {
  if (cursor === undefined) return undefined
  const read = keys.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (!read.success) throw new Problem('input-invalid', { fields: [{ path: 'after', message: '翻页位置不对' }] })
  return read.data
}

/** One page of the rows found when one more than `limit` was asked for. */
export function pageFrom<T, R>(
  found: readonly T[],
  limit: number,
  keysOf: (row: T) => readonly string[],
  present: (row: T) => R,
) {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows: rows.map(present), next: found.length > limit && last ? writeCursor(keysOf(last)) : null }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
