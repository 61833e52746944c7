import { findMark } from '../demo/mark.ts'
import { DemoFailure, demoTenant, notInProduction } from '../demo/tenant.ts'
import { ConfigError, readConfig } from '../platform/config.ts'
import type { Platform } from '../platform/context.ts'
import { openPlatform } from '../platform/open-platform.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * The demo district: `load` makes it once, `remove` deletes it with all its rows and files, `accounts` prints how to get in and
 * `offers` what can be tried at once, in one line for the launcher. Each reads its code when it is needed, so that a start which finds everything loaded goes on at once.
 */
const actions: Record<string, (platform: Platform) => Promise<void>> = {
  async load(platform) {
    const known = await findMark(platform.database)
    if (known) {
      say(`演示数据已在（${demoTenant.name}，${known.at.slice(0, 10)} 装入），没有改动。`)
      return
    }
    const { loadDemo } = await import('../demo/load.ts')
    await loadDemo(platform, { scale: 1, tell: (step) => say(`· ${step}`) })
    say(`已装入演示数据：${demoTenant.name}。`)
  },
  async remove(platform) {
    const { removeDemo } = await import('../demo/remove.ts')
    const removed = await removeDemo(platform)
    for (const { table, rows } of removed) say(`${table.padEnd(24)}${rows}`)
    say(removed.length > 0 ? `已删除演示数据：${demoTenant.name}。` : '没有演示数据。')
  },
  async accounts(platform) {
    const { demoAccounts, demoPassword } = await import('../demo/accounts.ts')
    for (const { login, role, name, unit } of demoAccounts()) {
      say(`${login.padEnd(13)}${role}（${[unit, name].join(' ')}）`)
    }
    say(`工作人员密码都是 ${demoPassword}；居民用手机号和短信验证码。`)
    for (const line of await offerLines(platform)) say(line)
  },
  async offers(platform) {
    say(JSON.stringify(await offerLines(platform)))
  },
}

async function offerLines(platform: Platform): Promise<string[]> {
  const { demoOffers } = await import('../demo/offers.ts')
  return (await demoOffers(platform)).map(({ what, link, code }) => `${what}：${code}${link ? `  ${link}` : ''}`)
}

async function main([name = '']: string[]): Promise<void> {
  const action = actions[name]
  if (!action) throw new DemoFailure('用法：npm run db -- demo load | remove | accounts | offers')
  if (name === 'load' && process.env.MODE === 'production') throw new DemoFailure(notInProduction)
  const config = readConfig()
  // What the load commits may wait for its end: a load that was cut off is made anew.
  const databaseUrl = name === 'load' ? withoutWaiting(config.directDatabaseUrl) : config.databaseUrl
  const platform = openPlatform({ ...config, databaseUrl }, { logLevel: 'error' })
  try {
    await action(platform)
  } finally {
    await platform.database.close()
  }
}

function withoutWaiting(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('synchronous_commit', 'off')
  return url.href
}

try {
  await main(process.argv.slice(2))
} catch (cause) {
  if (!(cause instanceof ConfigError || cause instanceof DemoFailure)) throw cause
  process.stderr.write(`${cause.message}\n`)
  process.exitCode = 1
}
