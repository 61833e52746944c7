import { WaitingRequest } from '@minyi/shared/cases/office/contract.ts'
import { type CaseRequest, CaseRequest as Shape } from '@minyi/shared/cases/requests/contract.ts'
import { DayKind } from '@minyi/shared/clocks/contract.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { ReadClock } from '../present.ts'
import type { RequestLine } from './queries.ts'

/** A request as whoever may decide it reads it. */
export function toWaiting(ctx: Context, line: RequestLine, read: ReadClock, mayDecide: boolean): WaitingRequest {
  const { request } = line
  return WaitingRequest.parse({
    ...request,
    askedAt: instantOf(ctx, request.askedAt),
    askedBy: line.askedBy ?? '',
    askedUnitName: line.askedUnitName,
    clock: read({
      ...request,
      clock: request.kind === 'objection' ? 'objection-review' : 'approval',
      dayKind: DayKind.parse(request.dayKind),
    }),
    mayDecide,
  })
}

export function toRequest(ctx: Context, line: RequestLine, read: ReadClock, mayDecide: boolean): CaseRequest {
  const { request, item } = line
  return Shape.parse({
    ...request,
    ...toWaiting(ctx, line, read, mayDecide),
    caseVersion: item.version,
    number: item.number,
    title: item.title,
    decidedBy: line.decidedBy,
    decidedAt: request.decidedAt ? instantOf(ctx, request.decidedAt) : null,
  })
}
