import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** What a subscriber got: the headers, the body word for word, and whether it said that it took it. */
export type Received = { headers: Record<string, string>; body: string; taken: boolean }
export type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** A subscriber's server in a process of its own; see `receiver-process.ts` for what it can do. */
export async function startReceiver() {
  const child = fork(join(import.meta.dirname, 'receiver-process.ts'), [], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {},
  })
  const [port] = child.stdout ? await once(createInterface(child.stdout), 'line') : []
  const address = `http://127.0.0.1:${port}`
  return {
    address: `${address}/hook`,
    behave: async (behaviour: { kind: string; code?: number; ms?: number; only?: string }) => {
      await fetch(`${address}/behaviour`, { method: 'POST', body: JSON.stringify(behaviour) })
    },
    got: async (): Promise<Received[]> => (await fetch(`${address}/got`)).json(),
    async stop() {
      child.disconnect()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
