import type { Petition, ReviewLevel } from '@minyi/shared/cases/petitions/contract.ts'
import { askReview } from '@minyi/shared/cases/petitions/contract.ts'
import { call } from '../../lib/call'
import { findKeptCase } from '../cases/own/store'

/** Asks for 复查 or 复核 of an own item. */
export const ask = (id: string, asked: { caseId: string; level: ReviewLevel; reasons: string }): Promise<Petition> =>
  call(askReview, { id, ...asked, secret: findKeptCase(asked.caseId)?.secret }, { as: 'resident' })
