import { CallFailure, type CallFailureCode } from './call'
import { newId } from './id'

const unanswered = new Map<string, string>()
/** After these nobody knows whether it was done. */
const unsure: readonly CallFailureCode[] = ['offline', 'unavailable', 'unexpected', 'intake-full']

/**
 * Sends something with an id of its own. What is sent again in the same words after its answer was lost has the id that it had, so that
 * it is answered and not done twice.
 */
export async function once<T>(what: string, content: object, send: (id: string) => Promise<T>): Promise<T> {
  const key = `${what}/${JSON.stringify(content)}`
  const id = unanswered.get(key) ?? (await newId())
  unanswered.set(key, id)
  try {
    const answer = await send(id)
    unanswered.delete(key)
    return answer
  } catch (error) {
    if (!(error instanceof CallFailure && unsure.includes(error.code))) unanswered.delete(key)
    throw error
  }
}
