import type { Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { inEachTenant } from '../../platform/tenants.ts'
import * as claims from './claims/service.ts'

export const jobs: Job[] = [
  { name: 'matters.deliver-claims', everyMs: 5_000, run: deliverClaims },
  { name: 'matters.default-claims', cron: '7 * * * *', run: defaultClaims },
]

/** Sends the invitations that are due, in every tenant. */
export function deliverClaims(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'matters.deliver-claims', async (ctx) => {
    while ((await claims.deliverClaims(ctx)) > 0);
  })
}

/** Books the claims that ran out, in every tenant. */
export function defaultClaims(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'matters.default-claims', async (ctx) => {
    while ((await claims.defaultClaims(ctx)) > 0);
  })
}
