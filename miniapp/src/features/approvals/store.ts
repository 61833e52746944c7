import type { RequestKind } from '@minyi/shared/cases/office/contract.ts'
import { type CaseRequest, listRequests } from '@minyi/shared/cases/requests/contract.ts'
import { call } from '../../lib/call'

const atOnce = 100
const mostShown = 1_000

/** What waits for a decision, the most urgent first. A batch of closings is decided as a whole, so it is shown whole or not yet. */
export async function readWaiting(kind: RequestKind | undefined): Promise<{ rows: CaseRequest[]; hasMore: boolean }> {
  const rows: CaseRequest[] = []
  let after: string | undefined
  do {
    const page = await call(listRequests, { state: 'waiting', limit: atOnce, kind, after }, { as: 'staff' })
    rows.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined && rows.length < mostShown)
  const cut = after === undefined ? undefined : rows[rows.length - 1]?.batchId
  return { rows: rows.filter(({ batchId }) => batchId !== cut), hasMore: after !== undefined }
}
