import { ForeignFault } from '@minyi/server/foreign/fault.ts'
import { Problem } from '@minyi/server/platform/problem.ts'

/** How a foreign call failed: the problem that a person is told, and the other party's own code. */
export async function failureOf(call: Promise<unknown>) {
  try {
    await call
  } catch (error) {
    if (error instanceof ForeignFault) return { problem: null, foreign: error.code, text: error.message }
    if (!(error instanceof Problem) || !(error.cause instanceof ForeignFault)) throw error
    const { code: problem, cause, retryAfterSeconds, fields } = error
    return { problem, foreign: cause.code, text: cause.message, retryAfterSeconds, fields }
  }
  throw new Error('the call went well')
}
