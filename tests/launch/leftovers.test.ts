import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { endLeftovers, rememberPrograms } from '@minyi/server/launch/leftovers.ts'
import { commandLine } from '@minyi/server/launch/postmaster.ts'
import { afterAll, expect, test, vi } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'minyi-leftovers-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what a killed launcher left is ended with all that it had started, and nobody else', async () => {
  const script = 'sleep 60 & echo $!; wait'
  const left = spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  const other = spawn('sleep', ['60'], { stdio: 'ignore' })
  const [line] = await once(createInterface(left.stdout), 'line')
  const inner = Number(line)
  rememberPrograms(folder, [left.pid ?? 0])
  await vi.waitFor(() => expect(commandLine(inner)).toContain('sleep')) // A fork has its parent's words until it is the program.
  await endLeftovers(folder)
  await vi.waitFor(() => expect([commandLine(left.pid ?? 0), commandLine(inner)]).toEqual([undefined, undefined]))
  expect(commandLine(other.pid ?? 0)).toContain('sleep')
  other.kill()
})

test('programs that are gone already harm no start', async () => {
  const gone = spawn('true', { stdio: 'ignore' })
  rememberPrograms(folder, [gone.pid ?? 0])
  await once(gone, 'exit')
  await endLeftovers(folder)
  await endLeftovers(join(folder, 'nothing-here'))
})
