import { readDistrictFiles } from '../data/read.ts'
import { setNumberPrefix } from '../features/cases/intake/service.ts'
import { beginTenant } from '../features/tenants/service.ts'
import type { Context, Platform } from '../platform/context.ts'
import { parameters } from '../platform/tables.ts'
import { loadAccounts } from './accounts.ts'
import { loadDemoKey } from './api-key.ts'
import { writeBulletins } from './bulletins.ts'
import { simulateCases } from './cases/simulate.ts'
import { writeCases } from './cases/write.ts'
import { loadCodes } from './codes.ts'
import { closeDays, foldAll } from './figures.ts'
import { writeHandling } from './handling.ts'
import { writeImports } from './imports/write.ts'
import { findMark, setMark } from './mark.ts'
import { simulateMatters } from './matters/simulate.ts'
import { writeMatters } from './matters/write.ts'
import { writeNoticeSettings } from './notices.ts'
import { writeOffice } from './office.ts'
import { writePetition } from './petitions.ts'
import { writeProtection } from './protection/write.ts'
import { publishHandling } from './published.ts'
import { simulateRatings } from './ratings/simulate.ts'
import { writeStandingRatings } from './ratings/standing.ts'
import { writeRatings } from './ratings/write.ts'
import { loadRegistry } from './registry.ts'
import { removeDemo } from './remove.ts'
import { showcaseMatters } from './showcase.ts'
import { demoLetters, demoOrders } from './supervision/orders.ts'
import { writeSupervision } from './supervision/write.ts'
import { writeSurvey } from './survey.ts'
import { DemoFailure, demoContext, demoTenant, ensureDemoTenant, notInProduction } from './tenant.ts'
import { writeTopics } from './topics/write.ts'
import { openWorld, type World } from './world.ts'

/** `scale` is the size of the simulation against the stated parameters. */
export type DemoOptions = { scale: number; tell?: (step: string) => void }

const lock = 7_340_013

/**
 * Loads the demo district once: registry, accounts, and the simulated year up to yesterday. A load that was cut off is cleared away
 * and made anew; a complete one is left as it is. True when something was loaded.
 */
export async function loadDemo(platform: Platform, { scale, tell = () => {} }: DemoOptions): Promise<boolean> {
  if (platform.config.mode === 'production') throw new DemoFailure(notInProduction)
  const held = await platform.database.sql.reserve()
  try {
    await held`select pg_advisory_lock(${lock})`
    if (await findMark(platform.database)) return false
    await removeDemo(platform)
    await loadDistrict(platform, tell)
    const world = await openWorld(demoContext(platform), readDistrictFiles(demoTenant.slug), scale)
    await loadYear(world, tell)
    const { note } = world.files.simulation
    await setMark(platform.database, { at: world.now.toISOString(), scale }, note)
    return true
  } finally {
    await held`select pg_advisory_unlock(${lock})`
    held.release()
  }
}

async function loadDistrict(platform: Platform, tell: (step: string) => void): Promise<void> {
  tell('区域、单位、人员和账号')
  const files = readDistrictFiles(demoTenant.slug)
  await ensureDemoTenant(platform)
  const outer = demoContext(platform)
  await outer.db.transaction(async (db) => {
    const ctx = { ...outer, db }
    await loadRegistry(ctx, files)
    await beginTenant(ctx)
    await loadAccounts(ctx, files)
    await loadCodes(ctx, files)
    await loadDemoKey(ctx)
    await setOffice(ctx)
    await writeNoticeSettings(ctx)
  })
}

/** What the residents are told the supervising office is called, and how the numbers of their items begin. */
async function setOffice(ctx: Context): Promise<void> {
  await setNumberPrefix(ctx, 'TC')
  await ctx.db
    .insert(parameters)
    .values({
      tenantId: ctx.tenant.id,
      name: 'supervisor-office',
      version: 1,
      value: '太仓市司法局',
      source: '演示设置：行政执法监督由市司法局负责',
      setAt: ctx.now(),
    })
    .onConflictDoNothing()
}

async function loadYear(world: World, tell: (step: string) => void): Promise<void> {
  const matters = [...simulateMatters(world), ...showcaseMatters(world)]
  tell(`${matters.length} 件办结事项`)
  await writeMatters(world, world.ctx.database.sql, matters)
  const ratings = simulateRatings(world, matters)
  const cases = simulateCases(world)
  tell(`${ratings.length} 次评价和 ${cases.length} 件诉求`)
  await Promise.all([writeRatings(world, ratings).then(() => writeStandingRatings(world)), writeCases(world, cases)])
  const handedOver = await writeTopics(world)
  tell(`热线平台转来 ${handedOver} 件，热点、专项整治和舆情`)
  tell(`从热线表格导入 ${await writeImports(world)} 行`)
  tell(`${await writeOffice(world)} 个视图、模板和立法意见`)
  await writePetition(world)
  await writeSupervision(world)
  tell(`${demoOrders.length} 件督办、${demoLetters.length} 份监督函`)
  tell(`${await writeProtection(world)} 次抽签回访，干预记录和澄清`)
  tell(`${await writeHandling(world)} 项延期、暂停、异议和结案在等审核`)
  tell('汇总、关账和发布')
  await foldAll(world.ctx)
  await closeDays(world)
  await publishHandling(world)
  tell(`${await writeSurvey(world)} 份调查回答，算出综合指标`)
  tell('通报')
  await writeBulletins(world)
}
