import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { serverProgram } from '../../launch/programs.ts'

/** The real server in a process of its own, as it runs in production. */
export type ServerProcess = { port: number; child: ChildProcess; kill: (signal: NodeJS.Signals) => Promise<void> }

/** Starts `server/main.ts` and waits until it answers; `port` is taken again after a violent end. */
export async function startServerProcess(env: Record<string, string>, port?: number): Promise<ServerProcess> {
  const own = port ?? (await freePort())
  const child = spawn(process.execPath, serverProgram, {
    env: { PATH: process.env.PATH, ...env, PORT: String(own) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${own}/api/health/live`).catch(() => undefined)
    if (answer?.ok) return { port: own, child, kill: (signal) => kill(child, signal) }
  }
  await kill(child, 'SIGKILL')
  throw new Error('the server did not answer within a minute')
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
