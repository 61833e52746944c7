import type { Petition, ReviewLevel } from '@minyi/shared/cases/petitions/contract.ts'
import { askReview } from '@minyi/shared/cases/petitions/contract.ts'
import { call } from '../../lib/call'
import { once } from '../../lib/once'
import { findKeptCase } from '../cases/own/store'

/** Asks for 复查 or 复核 of an own item; asked once, however often it is sent. */
export function ask(caseId: string, level: ReviewLevel, reasons: string): Promise<Petition> {
  const input = { caseId, level, reasons, secret: findKeptCase(caseId)?.secret }
  return once('ask-review', input, (id) => call(askReview, { id, ...input }, { as: 'resident' }))
}
