import type { CaseRequest } from '@minyi/shared/cases/requests/contract.ts'

/** Closings that were proposed together: never none. */
export type Batch = [CaseRequest, ...CaseRequest[]]

/** Splits what waits into single requests and batches of closings. */
export function batchesOf(rows: readonly CaseRequest[]): { single: CaseRequest[]; batches: Batch[] } {
  const batches = new Map<string, Batch>()
  for (const row of rows.filter(({ kind }) => kind === 'closing')) {
    const known = batches.get(row.batchId)
    if (known) known.push(row)
    else batches.set(row.batchId, [row])
  }
  return { single: rows.filter(({ kind }) => kind !== 'closing'), batches: [...batches.values()] }
}
