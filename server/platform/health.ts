import type { FastifyInstance } from 'fastify'
import type { Platform } from './context.ts'
import { countMigrations, listMigrations } from './migrations.ts'
import { countSetAside } from './set-aside.ts'
import { listTenants } from './tenants.ts'

/**
 * `live`: the process answers. `ready`: the database is migrated, the pages are built and a tenant is there; beside it, how many events
 * were set aside, which hinders nobody but wants to be looked at.
 */
export function registerHealth(app: FastifyInstance, platform: Platform): void {
  app.get('/api/health/live', async () => ({ ok: true }))
  app.get('/api/health/ready', async (_, reply) => {
    const state = await readState(platform)
    const ok = state.migrated && state.built && state.seeded
    return reply.code(ok ? 200 : 503).send({ ok, ...state })
  })
}

async function readState(platform: Platform) {
  try {
    const migrated = (await countMigrations(platform.database.sql)) === listMigrations().length
    const tenants = migrated ? await listTenants(platform) : []
    const seeded = platform.config.mode === 'demo' ? tenants.some((tenant) => tenant.demo) : tenants.length > 0
    const setAside = migrated ? await countSetAside(platform) : null
    return { migrated, built: platform.config.webRoot !== null, seeded, setAside }
  } catch (cause) {
    platform.log.warn({ err: cause }, 'not ready: the database does not answer')
    return { migrated: false, built: platform.config.webRoot !== null, seeded: false, setAside: null }
  }
}
