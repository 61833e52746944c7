import type { FieldFault, ProblemCode } from '@minyi/shared/platform/problems.ts'

/** An expected failure, named by its code in the catalogue; the one mapper in `serve` turns it into problem+json. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined
  readonly fields: FieldFault[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ProblemCode, extra: { detail?: string; fields?: FieldFault[]; retryAfterSeconds?: number } = {}) {
    super(code)
    this.code = code
    this.detail = extra.detail
    this.fields = extra.fields
    this.retryAfterSeconds = extra.retryAfterSeconds
  }
}
