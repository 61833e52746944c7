import { type Platform, systemContext } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { listTenants } from '../../platform/tenants.ts'
import * as claims from './claims/service.ts'

export const jobs: Job[] = [
  { name: 'matters.deliver-claims', everyMs: 5_000, run: deliverClaims },
  { name: 'matters.default-claims', cron: '7 * * * *', run: defaultClaims },
]

/** Sends the invitations that are due, in every tenant. */
export async function deliverClaims(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    const ctx = systemContext(platform, tenant, 'matters.deliver-claims')
    while ((await claims.deliverClaims(ctx)) > 0);
  }
}

/** Books the claims that ran out, in every tenant. */
export async function defaultClaims(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    const ctx = systemContext(platform, tenant, 'matters.default-claims')
    while ((await claims.defaultClaims(ctx)) > 0);
  }
}
