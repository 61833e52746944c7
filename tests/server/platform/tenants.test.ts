import { inEachTenant } from '@minyi/server/platform/tenants.ts'
import { expect, it } from 'vitest'
import { startServer } from '../../support/server.ts'

it('a tenant in which a job fails keeps no other from its turn, is named in the log, and fails the job at the end', async () => {
  const server = await startServer()
  const lines: unknown[] = []
  const log = Object.assign(server.platform.log.child({}), {
    error: (said: unknown) => lines.push(said),
  })
  const cause = new Error('no paper left')
  const served: string[] = []
  const print = async ({ tenant }: { tenant: { slug: string } }) => {
    served.push(tenant.slug)
    if (tenant.slug === served[0]) throw cause
  }
  await expect(inEachTenant({ ...server.platform, log }, 'bulletins.print', print)).rejects.toMatchObject({
    errors: [cause],
  })
  expect(served.toSorted()).toEqual([server.east.slug, server.west.slug].toSorted())
  expect(lines).toEqual([{ err: cause, job: 'bulletins.print', tenant: served[0] }])
  await inEachTenant(server.platform, 'bulletins.print', async () => {})
  await server.close()
})
