import type { FieldFault, ProblemCode } from '@minyi/shared/platform/problems.ts'
import { Problem } from '../platform/problem.ts'

/** Whose network it is. */
export type ForeignService = 'wechat' | 'sms'

/**
 * Another party answered with an error, or not at all. `code` is theirs (`40029`, `isv.AMOUNT_NOT_ENOUGH`), or ours:
 * `timeout`, `network`, `http-502`, `malformed`. The message is for the log; it holds no secret and no address.
 */
export class ForeignFault extends Error {
  readonly service: ForeignService
  readonly code: string

  constructor(service: ForeignService, code: string, message: string) {
    super(`${service} ${code}: ${message}`)
    this.service = service
    this.code = code
  }
}

/** The problem that a person is told, with the foreign fault as its cause for the log. */
export function problemFrom(
  fault: ForeignFault,
  code: ProblemCode,
  extra: { fields?: FieldFault[]; retryAfterSeconds?: number } = {},
): Problem {
  const problem = new Problem(code, extra)
  problem.cause = fault
  return problem
}

/** Runs a foreign call; a fault leaves as what `explain` makes of it, anything else leaves as it is. */
export async function explained<T>(explain: (fault: ForeignFault) => Error, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof ForeignFault ? explain(error) : error
  }
}
