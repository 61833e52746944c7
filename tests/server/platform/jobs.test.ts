import { runLogged } from '@minyi/server/platform/jobs.ts'
import { expect, it } from 'vitest'
import { startServer } from '../../support/server.ts'

it('a scheduled job that fails is told in the log, with its name and cause, and fails for the queue', async () => {
  const server = await startServer()
  const lines: unknown[] = []
  const write = (level: string) => (said: unknown) => lines.push({ level, ...Object(said) })
  const log = Object.assign(server.platform.log.child({}), { error: write('error'), info: write('info') })
  const cause = new Error('no paper left')
  const broken = () => Promise.reject(cause)
  await expect(runLogged({ ...server.platform, log }, 'bulletins.print', broken)).rejects.toBe(cause)
  await runLogged({ ...server.platform, log }, 'bulletins.count', async () => {})
  expect(lines).toEqual([
    { level: 'error', err: cause, job: 'bulletins.print' },
    { level: 'info', job: 'bulletins.count' },
  ])
  await server.close()
})
