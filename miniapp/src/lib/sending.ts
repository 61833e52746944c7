import { useState } from 'react'
import { type CallFailure, failureFrom } from './call'
import { once } from './once'

export type Sending = {
  busy: boolean
  failure: CallFailure | undefined
  send: <T>(
    content: object,
    write: (id: string) => Promise<T>,
    onDone: (answer: T, id: string) => void,
  ) => Promise<void>
}

/** One write of a form, done once however often it is pressed: whether it is under way, and why it was not taken. */
export function useSending(what: string): Sending {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const send: Sending['send'] = async (content, write, onDone) => {
    setBusy(true)
    try {
      const { answer, id } = await once(what, content, async (id) => ({ answer: await write(id), id }))
      onDone(answer, id)
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return { busy, failure, send }
}
