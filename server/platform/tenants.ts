import type { Platform, Tenant } from './context.ts'
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
