import { type Context, type Platform, systemContext, type Tenant } from '../platform/context.ts'
import { idFromName } from '../platform/ids.ts'
import { tenants } from '../platform/tables.ts'
import { listTenants } from '../platform/tenants.ts'

/** The demo district. Its id is the same on every machine, so that links to demo things can be written down. */
export const demoTenant: Tenant = {
  id: idFromName('demo/taicang'),
  slug: 'taicang',
  name: '太仓市',
  zone: 'Asia/Shanghai',
  demo: true,
}

/** Why demo data may not be loaded or removed; its message is the one sentence a person reads. */
export class DemoFailure extends Error {}
export const notInProduction = '生产模式不装演示数据。'

export const demoContext = (platform: Platform): Context => systemContext(platform, demoTenant, 'demo')

/** Makes the demo tenant unless it is there; a real tenant under the same address is never touched. */
export async function ensureDemoTenant(platform: Platform): Promise<void> {
  const there = (await listTenants(platform)).find(({ id, slug }) => id === demoTenant.id || slug === demoTenant.slug)
  if (there && !there.demo) throw new DemoFailure(`已有正式租户 ${there.slug}（${there.name}），演示数据没有装入。`)
  const { demo: _, ...row } = demoTenant
  await platform.database.db
    .insert(tenants)
    .values({ ...row, demo: 1, createdAt: platform.now() })
    .onConflictDoNothing()
}
