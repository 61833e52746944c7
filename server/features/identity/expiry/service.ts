import { type Platform, systemContext } from '../../../platform/context.ts'
import { listTenants } from '../../../platform/tenants.ts'
import * as queries from './queries.ts'

const keptMs = 2 * 86_400_000

/** Forgets sessions and codes that ran out: none is needed any more. */
export async function forgetExpired(platform: Platform): Promise<void> {
  const before = new Date(platform.now().getTime() - keptMs)
  for (const tenant of await listTenants(platform)) {
    await queries.dropExpired(systemContext(platform, tenant, 'identity.forget-expired'), before)
  }
}
