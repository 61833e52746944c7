import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { signalGroup } from './programs.ts'
import { writeWhole } from './whole-file.ts'

/** A process by number and by the moment it started, because numbers are used again. */
const Process = z.object({ pid: z.number(), startedAt: z.string() })
const graceMs = 12_000

/** Written down so that a start after the launcher's violent death can end what is still draining. */
export function rememberPrograms(folder: string, pids: number[]) {
  const list = pids.map((pid) => ({ pid, startedAt: startOf(pid) ?? '' }))
  writeWhole(join(folder, 'programs.json'), JSON.stringify(list))
}

/** Ends the programs of a launcher that was killed, each with what it started, and waits until they are gone. */
export async function endLeftovers(folder: string) {
  const file = join(folder, 'programs.json')
  if (!existsSync(file)) return
  const left = z.array(Process).parse(JSON.parse(readFileSync(file, 'utf8')))
  const alive = () => left.filter(({ pid, startedAt }) => startOf(pid) === startedAt)
  for (const { pid } of alive()) signalGroup(pid, 'SIGTERM')
  for (const deadline = Date.now() + graceMs; alive().length > 0 && Date.now() < deadline; ) await pause(100)
  for (const { pid } of alive()) signalGroup(pid, 'SIGKILL')
}

/** Clock ticks after boot; none for a process that is gone or dead and not yet buried. */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}
