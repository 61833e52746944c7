import type { ChangeSince, FieldFault, ProblemCode } from '@minyi/shared/platform/problems.ts'

/** An expected failure, named by its code in the catalogue; the one mapper in `serve` turns it into problem+json. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined
  readonly fields: FieldFault[] | undefined
  readonly changes: ChangeSince[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ProblemCode,
    extra: { detail?: string; fields?: FieldFault[]; changes?: ChangeSince[]; retryAfterSeconds?: number } = {},
  ) {
    super(code)
    this.code = code
    this.detail = extra.detail
    this.fields = extra.fields
    this.changes = extra.changes
    this.retryAfterSeconds = extra.retryAfterSeconds
  }
}
