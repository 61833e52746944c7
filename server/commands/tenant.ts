import { parseArgs } from 'node:util'
import { Login } from '@minyi/shared/identity/staff/contract.ts'
import { slugFault } from '@minyi/shared/tenants/rules.ts'
import type { OneTime } from '../features/identity/passwords/service.ts'
import { resetFromOutside } from '../features/identity/staff/first/service.ts'
import { addTenant } from '../features/tenants/service.ts'
import { ConfigError, readConfig } from '../platform/config.ts'
import { type Platform, systemContext } from '../platform/context.ts'
import { countMigrations, listMigrations } from '../platform/migrations.ts'
import { openPlatform } from '../platform/open-platform.ts'
import { listTenants } from '../platform/tenants.ts'
import { dayIn } from '../platform/zone.ts'

const usage = `用法：
  npm run db -- tenant add 地址简称 名称 --admin 账号 [--zone Asia/Shanghai]   建立一个地方和它的第一位管理员
  npm run db -- tenant password 地址简称 账号                                给一个账号发一次性密码
  npm run db -- tenant list                                              列出各地`

/** Why nothing was done; its message is the one sentence a person reads. */
class TenantRefusal extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Places that the product works for: made here, with their first administrator, and never from a page. */
async function main(args: string[]): Promise<void> {
  const { action, names, zone, admin } = readArgs(args)
  if (action === 'add') checkNew(names, zone, admin)
  else if (action !== 'password' && action !== 'list') throw new TenantRefusal(usage)
  const platform = openPlatform(readConfig(), { logLevel: 'error' })
  try {
    if ((await countMigrations(platform.database.sql)) < listMigrations().length)
      throw new TenantRefusal('数据库的表结构不是最新的，请先运行 npm run db -- migrate。')
    if (action === 'add') await add(platform, { slug: names[0] ?? '', name: names[1] ?? '', zone, login: admin ?? '' })
    if (action === 'password') await givePassword(platform, names)
    if (action === 'list')
      for (const { slug, name, zone } of await listTenants(platform)) say(`${slug}  ${name}  ${zone}`)
  } finally {
    await platform.database.close()
  }
}

function readArgs(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { zone: { type: 'string' }, admin: { type: 'string' } },
    })
    const [action = '', ...names] = positionals
    return { action, names, zone: values.zone ?? 'Asia/Shanghai', admin: values.admin }
  } catch {
    throw new TenantRefusal(usage)
  }
}

function checkNew([slug = '', name = '', ...more]: string[], zone: string, admin: string | undefined): void {
  const fault = slugFault(slug)
  if (fault) throw new TenantRefusal(`${fault}。`)
  if (name.trim() === '' || name.length > 40)
    throw new TenantRefusal('缺少这个地方的名称（最多 40 个字），例如 太仓市。')
  if (more.length > 0) throw new TenantRefusal(`名称里有空格时请加引号；多出来的是：${more.join(' ')}。`)
  if (admin === undefined) throw new TenantRefusal('缺少第一位管理员的账号：请加上 --admin 账号。')
  const login = Login.safeParse(admin)
  if (!login.success) throw new TenantRefusal(`${login.error.issues[0]?.message ?? '账号不对'}，现在是“${admin}”。`)
  if (!isZone(zone)) throw new TenantRefusal(`没有这个时区：${zone}，例如 Asia/Shanghai、Asia/Urumqi。`)
}

async function add(platform: Platform, asked: Parameters<typeof addTenant>[1]): Promise<void> {
  const made = await addTenant(platform, asked)
  if (!made) {
    const there = (await listTenants(platform)).find(({ slug }) => slug === asked.slug)
    throw new TenantRefusal(`${asked.slug} 已经建立过了（${there?.name ?? ''}），没有改动。`, 2)
  }
  const { begun, oneTime } = made
  say(`已建立${asked.name}（${asked.slug}，时区 ${asked.zone}）。`)
  say(
    `· ${begun.roles} 个角色、${begun.indicators} 个指标、${begun.clocks} 种期限、${begun.topics} 个诉求主题，工作日历到 ${begun.calendarThrough}。`,
  )
  tellPassword(asked.login, oneTime, asked.zone)
  say(`登录：${platform.config.publicUrl}/office/login`)
  say('接下来：在“名录”里导入区域、单位和执法人员，在“人员与权限”里添加工作人员。')
}

async function givePassword(platform: Platform, [slug = '', login = '']: string[]): Promise<void> {
  const tenant = (await listTenants(platform)).find((one) => one.slug === slug)
  if (!tenant) throw new TenantRefusal(`没有这个地方：${slug || '（空）'}。用 npm run db -- tenant list 看有哪些。`)
  const oneTime = await resetFromOutside(systemContext(platform, tenant, 'tenants.password'), login)
  if (!oneTime) throw new TenantRefusal(`${tenant.name}没有这个账号：${login || '（空）'}。`)
  tellPassword(login, oneTime, tenant.zone)
}

function tellPassword(login: string, { password, oneTimeUntil }: OneTime, zone: string): void {
  say(`账号 ${login} 的一次性密码，只显示这一次，${dayIn(zone, oneTimeUntil)} 前有效，登录后须改成自己的：`)
  say(`    ${password}`)
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

try {
  await main(process.argv.slice(2))
} catch (cause) {
  if (!(cause instanceof ConfigError || cause instanceof TenantRefusal)) throw cause
  process.stderr.write(`${cause.message}\n`)
  process.exitCode = cause instanceof TenantRefusal ? cause.exitCode : 1
}
