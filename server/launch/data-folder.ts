import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { LaunchFailure } from './failure.ts'
import { writeWhole } from './whole-file.ts'

/** The one process that works on a data folder; `beginEnding` lets the next start wait instead of being refused. */
export type Hold = { beginEnding: () => void; release: () => void }

const Holder = z.object({ pid: z.number(), ending: z.boolean() })
const waitMs = 20_000

/** The folder by its real path; made when it is missing, refused when nothing can be written into it. */
export function openDataFolder(path: string): string {
  try {
    makeFolder(path)
    const folder = realpathSync(path)
    const probe = join(folder, `.writable-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
    return folder
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : error
    throw new LaunchFailure(`数据目录 ${path} 不能写入（${why}）：请改它的权限，或用 DATA_DIR 另选一个目录。`)
  }
}

/**
 * Takes the folder for this process alone. The lock is a name in the kernel, made of the folder's device and inode: it is
 * free the moment its holder dies, however it dies, so no stale lock can remain.
 */
export async function holdDataFolder(folder: string): Promise<Hold> {
  const { dev, ino } = statSync(folder)
  const name = `\0minyi-${dev}-${ino}`
  for (const deadline = Date.now() + waitMs; ; await pause(200)) {
    const hold = await tryHold(name)
    if (hold) return hold
    const holder = await askHolder(name)
    if ((holder && !holder.ending) || Date.now() > deadline) {
      const who = holder ? `（进程号 ${holder.pid}）` : ''
      throw new LaunchFailure(`数据目录 ${folder} 正由另一次启动使用${who}：请先停止它，或用 DATA_DIR 另选一个目录。`)
    }
  }
}

/** A demo needs a key of its own; it is made once and readable by its owner only. */
export function demoMasterKey(folder: string): string {
  const file = join(folder, 'master-key')
  if (!existsSync(file)) writeWhole(file, randomBytes(32).toString('hex'), 0o600)
  return readFileSync(file, 'utf8').trim()
}

/** Node's own recursive mkdir never returns below /proc. */
function makeFolder(path: string) {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: privateMode() })
}

/** Nobody else may look into it; the user that PostgreSQL runs as for root must pass through. */
function privateMode() {
  return process.getuid?.() === 0 ? 0o711 : 0o700
}

function tryHold(name: string): Promise<Hold | undefined> {
  const holder = { pid: process.pid, ending: false }
  const server = createServer((asker) => {
    asker.on('error', () => {})
    asker.end(JSON.stringify(holder))
  })
  const beginEnding = () => {
    holder.ending = true
  }
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen(name, () => {
      server.unref()
      resolve({ beginEnding, release: () => server.close() })
    })
  })
}

function askHolder(name: string): Promise<z.infer<typeof Holder> | undefined> {
  return new Promise((resolve) => {
    let text = ''
    const asking = connect(name)
    asking.setTimeout(2000, () => asking.destroy())
    asking.on('data', (chunk) => {
      text += chunk.toString()
    })
    asking.on('error', () => {})
    asking.on('close', () => resolve(text ? Holder.parse(JSON.parse(text)) : undefined))
  })
}
