import { type Context, type Platform, systemContext, type Tenant } from './context.ts'
import { tenants } from './tables.ts'

const keptMs = 5_000
const kept = new WeakMap<Platform['database'], { at: number; bySlug: Map<string, Tenant> }>()

/** The tenant with this slug. The short list is read again every five seconds; nothing is decided by its copy in memory. */
export async function findTenant(platform: Platform, slug: string): Promise<Tenant | undefined> {
  const known = kept.get(platform.database)
  if (known && Date.now() - known.at < keptMs && known.bySlug.has(slug)) return known.bySlug.get(slug)
  const all = await listTenants(platform)
  const bySlug = new Map(all.map((tenant) => [tenant.slug, tenant]))
  kept.set(platform.database, { at: Date.now(), bySlug })
  return bySlug.get(slug)
}

export async function listTenants(platform: Platform): Promise<Tenant[]> {
  const rows = await platform.database.db.select().from(tenants)
  return rows.map((row) => ({ id: row.id, slug: row.slug, name: row.name, zone: row.zone, demo: row.demo === 1 }))
}

/**
 * Does something in each tenant, as the product itself. One in which it fails keeps no other from its turn; in the end the whole fails,
 * so that it is tried again: what is done here must be able to find that it was done.
 */
export async function inEachTenant(
  platform: Platform,
  operation: string,
  run: (ctx: Context) => Promise<unknown>,
): Promise<void> {
  const faults: unknown[] = []
  for (const tenant of await listTenants(platform)) {
    try {
      await run(systemContext(platform, tenant, operation))
    } catch (cause) {
      platform.log.error({ err: cause, job: operation, tenant: tenant.slug }, 'a step failed in one tenant')
      faults.push(cause)
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${operation} failed in ${faults.length} tenants`)
}
