import { useState } from 'react'
import { type CallFailure, failureFrom } from './call'
import { once } from './once'

export type Sending = {
  busy: boolean
  failure: CallFailure | undefined
  send: <T>(
    content: object,
    write: (id: string) => Promise<T>,
    onDone: (answer: T, id: string) => unknown,
  ) => Promise<void>
}

/**
 * One write of a form, done once however often it is pressed: whether it is under way, and why it was not taken. It is under way until what
 * comes after it, such as reading a list again, is over.
 */
export function useSending(what: string): Sending {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const send: Sending['send'] = async (content, write, onDone) => {
    setBusy(true)
    setFailure(undefined)
    try {
      const { answer, id } = await once(what, content, async (id) => ({ answer: await write(id), id }))
      await onDone(answer, id)
    } catch (error) {
      setFailure(failureFrom(error))
    }
    setBusy(false)
  }
  return { busy, failure, send }
}
