import { Clarification, ClarificationPaper } from '@minyi/shared/cases/clarifications/contract.ts'
import { type Context, dayOf, instantOf } from '../../../platform/context.ts'
import type { PaperLine } from './queries.ts'

/** The paper alone: the cleared, the finding and the issuer. Item, complainant and the signing person are not on it. */
export function toPaper(ctx: Context, line: PaperLine): ClarificationPaper {
  const { paper } = line
  return ClarificationPaper.parse({
    id: paper.id,
    number: paper.number,
    unitName: line.unitName ?? '',
    officerName: line.officerName,
    finding: paper.finding,
    words: paper.words,
    issuerName: line.issuerName ?? ctx.tenant.name,
    issuedDay: dayOf(ctx, paper.issuedAt),
    public: paper.public,
    withdrawn: paper.withdrawnAt !== null,
  })
}

export function toClarification(ctx: Context, line: PaperLine): Clarification {
  const { paper } = line
  return Clarification.parse({
    ...toPaper(ctx, line),
    caseId: paper.caseId,
    caseNumber: line.caseNumber,
    heard: paper.heard,
    issuedByName: line.issuedByName ?? '',
    withdrawnAt: paper.withdrawnAt ? instantOf(ctx, paper.withdrawnAt) : null,
    withdrawWords: paper.withdrawWords,
  })
}
