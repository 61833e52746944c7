import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { LaunchFailure } from './failure.ts'
import { say } from './progress.ts'

export const root = resolve(import.meta.dirname, '..', '..')

/**
 * What runs one server process. A larger nursery lets what requests leave behind die young; what grew old is cleared before it has
 * doubled.
 */
export const serverProgram = [
  '--max-semi-space-size=32',
  '--heap-growing-percent=30',
  resolve(root, 'server', 'main.ts'),
]

/** A program under the launcher; `ended` tells how it went, in words, and `code` is null after a violent end. */
export type Program = {
  pid: number
  ended: Promise<{ code: number | null; words: string }>
  firstLine: Promise<string>
  stop: () => Promise<void>
}

type Start = {
  env: NodeJS.ProcessEnv
  cwd?: string
  log?: string
  readsFirstLine?: boolean
  graceMs?: number
}

/** With `ending`, a run is left at once when the person wants to end. */
type Run = Start & { ending?: AbortSignal }

/**
 * Starts `node …args` in a session of its own, so that Ctrl-C reaches the launcher only and things stop in order; the
 * kernel ends it when the launcher dies.
 */
export function startProgram(name: string, args: string[], start: Start): Program {
  const { env, cwd = root, log, readsFirstLine = false, graceMs = 15_000 } = start
  const sink = log ? openLog(log) : undefined
  const output = sink ?? 'inherit'
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', process.execPath, ...args], {
    cwd,
    env: { ...env, PATH: `${dirname(process.execPath)}:${env.PATH}` },
    detached: true,
    stdio: ['ignore', readsFirstLine ? 'pipe' : output, output],
  })
  if (sink !== undefined) closeSync(sink)
  const ended = new Promise<{ code: number | null; words: string }>((done) => {
    child.once('error', (error) => done({ code: null, words: `${name}没有启动：${error.message}` }))
    child.once('exit', (code, signal) => done({ code, words: `${name}意外停止（${signal ?? `退出码 ${code}`}）` }))
  })
  const pid = child.pid ?? 0
  return {
    pid,
    ended,
    firstLine: firstLineOf(child.stdout),
    stop: () => stop(pid, ended, graceMs),
  }
}

/** Runs `node …args` to its end; a failure is one sentence that says where to read more. */
export async function runProgram(name: string, args: string[], { ending, ...start }: Run) {
  ending?.throwIfAborted()
  const program = startProgram(name, args, start)
  ending?.addEventListener('abort', program.stop)
  const { code } = await program.ended
  ending?.removeEventListener('abort', program.stop)
  ending?.throwIfAborted()
  if (code === 0) return
  if (start.log) say(tail(start.log))
  throw new LaunchFailure(`${name}没有成功：${start.log ? `详见 ${start.log}` : '原因见上面几行'}。`)
}

/** The last lines of a log, which mostly tell the cause. */
export function tail(file: string) {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : ''
}

function openLog(file: string) {
  mkdirSync(dirname(file), { recursive: true })
  const full = existsSync(file) && statSync(file).size > 20_000_000
  return openSync(file, full ? 'w' : 'a')
}

function firstLineOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  if (!stream) return Promise.resolve('')
  return new Promise((resolve) => {
    let text = ''
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '')
    })
    stream.on('end', () => resolve(text))
  })
}

async function stop(pid: number, ended: Promise<unknown>, graceMs: number) {
  signalGroup(pid, 'SIGTERM')
  const late = pause(graceMs, 'late', { ref: false })
  if ((await Promise.race([ended, late])) === 'late') signalGroup(pid, 'SIGKILL')
  await ended
}

/** A program in a session of its own, with all that it started. */
export function signalGroup(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(-pid, signal)
  } catch {
    // It is gone already, which is what was wanted.
  }
}
