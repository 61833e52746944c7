import type { Platform } from '../../../platform/context.ts'
import { inEachTenant } from '../../../platform/tenants.ts'
import * as queries from './queries.ts'

const keptMs = 2 * 86_400_000

/** Forgets sessions and codes that ran out: none is needed any more. */
export async function forgetExpired(platform: Platform): Promise<void> {
  const before = new Date(platform.now().getTime() - keptMs)
  await inEachTenant(platform, 'identity.forget-expired', (ctx) => queries.dropExpired(ctx, before))
}
