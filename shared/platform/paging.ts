import { z } from 'zod'

/** Keyset paging: `after` is the opaque cursor of the last row seen; there are no page numbers. */
export const Paging = {
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
}

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable() })
}
