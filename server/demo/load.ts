import { readDistrictFiles } from '../data/read.ts'
import type { Platform } from '../platform/context.ts'
import { loadAccounts } from './accounts.ts'
import { loadCodes } from './codes.ts'
import { loadRegistry } from './registry.ts'
import { DemoFailure, demoContext, demoTenant, ensureDemoTenant } from './tenant.ts'

export type DemoOptions = { scale: number }

/** Loads the demo district once: registry, accounts and the simulated year. Loading again changes nothing. */
export async function loadDemo(platform: Platform, _options: DemoOptions): Promise<void> {
  if (platform.config.mode === 'production') throw new DemoFailure('生产模式不装演示数据。')
  const files = readDistrictFiles(demoTenant.slug)
  await ensureDemoTenant(platform)
  const outer = demoContext(platform)
  await outer.db.transaction(async (db) => {
    const ctx = { ...outer, db }
    await loadRegistry(ctx, files)
    await loadAccounts(ctx, files)
    await loadCodes(ctx, files)
  })
}
