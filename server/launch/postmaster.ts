import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The live PostgreSQL server of this cluster folder, if there is one. */
export function findPostmaster(data: string): { pid: number; port: number } | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  const command = commandLine(pid)
  if (!command?.[0]?.endsWith('/postgres') || !command.includes(data)) {
    if (existsSync(`/proc/${pid}`)) forgetProcess(file, lines)
    return undefined
  }
  return lines[7]?.trim() === 'ready' ? { pid, port } : undefined
}

/**
 * The number in the file belongs to another program, or to a process that is dead and not yet buried: PostgreSQL would
 * refuse to start. A number that no process can have keeps its own check for sessions that are still alive.
 */
function forgetProcess(file: string, [, ...rest]: string[]) {
  writeFileSync(file, ['2147483646', ...rest].join('\n'))
}

/** The words a process was started with; none for one that is gone or dead. */
export function commandLine(pid: number): string[] | undefined {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.length > 1 ? words : undefined
  } catch {
    return undefined
  }
}
