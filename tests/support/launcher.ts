import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const start = join(root, 'server', 'launch', 'start.ts')

/** `npm start` after its installation, as a process that can be waited for, asked and killed. */
export type Launch = {
  process: ChildProcess
  output: () => string
  ended: Promise<number | null>
  said: (words: string) => Promise<void>
}

type How = { env: Record<string, string>; prefix?: string[] }

export function launch({ env, prefix = [] }: How): Launch {
  const [program = '', ...args] = [...prefix, process.execPath, start]
  const { PATH = '' } = process.env
  const child = spawn(program, args, { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return { process: child, output: () => output, ended, said: (words) => said(child, words, () => output) }
}

/** Starts, and answers with the exit code and everything that was said until the end. */
export async function launchToEnd(how: How) {
  const run = launch(how)
  const code = await run.ended
  return { code, output: run.output() }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function said(child: ChildProcess, words: string, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => output().includes(words) && resolve()
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', look)
    child.once('close', () => reject(new Error(`the launcher ended without saying ${words}:\n${output()}`)))
    look()
  })
}
