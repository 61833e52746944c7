import { z } from 'zod'
import { addressBelow, callForeign, readJson } from '../http.ts'

const Inbox = z.object({ messages: z.array(z.object({ params: z.record(z.string(), z.string()) })) })
const timeoutMs = 5_000

/** The newest code that the emulator took for a telephone number; only the emulator shows what was sent. */
export async function readEmulatedCode(base: string, phone: string): Promise<string | null> {
  const url = addressBelow(base, '/emulator/sms/inbox')
  url.searchParams.set('phone', phone)
  const answer = await callForeign({ service: 'sms', method: 'GET', url, timeoutMs })
  const { messages } = Inbox.parse(readJson('sms', answer))
  return messages.find((message) => message.params.code !== undefined)?.params.code ?? null
}
