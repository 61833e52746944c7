import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { demoMasterKey, holdDataFolder, openDataFolder } from './data-folder.ts'
import { expectDatabase, postgresFolder } from './database.ts'
import { LaunchFailure } from './failure.ts'
import { endLeftovers, rememberPrograms } from './leftovers.ts'
import { buildMiniapp, isBuilt } from './miniapp.ts'
import { startPostgres } from './postgres.ts'
import { type Program, root, runProgram, serverProgram, startProgram, tail } from './programs.ts'
import { say, step } from './progress.ts'
import { readSettings, type Settings, surroundings } from './settings.ts'

/** What runs; `ended` is settled when any part of it stops by itself, with the sentence that says so. */
export type Stack = {
  address: string
  /** Where the output of the programs lies; null where it goes to whoever started them. */
  logs: string | null
  production: boolean
  /** What a stranger can try at once, a line each; none in production. */
  offers: string[]
  ended: Promise<string>
}

/** `watching` is for development: the server starts again on each change and the pages come from Taro's own server. */
export type StackOptions = { watching: boolean; ending: AbortSignal }

type Closer = () => void | Promise<void>
type Parts = {
  settings: Settings
  folder: string
  closers: Closer[]
  options: StackOptions
  programs: Program[]
}
type Env = NodeJS.ProcessEnv

const Addresses = z.object({ wechat: z.string(), sms: z.string() })

/** Starts everything in order, hands it to `use`, and stops it in the opposite order, however it went. */
export async function withStack(options: StackOptions, use: (stack: Stack) => Promise<number>): Promise<number> {
  const settings = readSettings()
  const folder = openDataFolder(settings.dataDir)
  const hold = await holdDataFolder(folder)
  const closers: Closer[] = [hold.release]
  const parts = { settings, folder, closers, options, programs: [] }
  try {
    const stack = await startAll(parts)
    return await use(stack)
  } finally {
    hold.beginEnding()
    if (parts.closers.length > 1) say('· 正在停止：等手上的请求办完……')
    for (const close of closers.reverse()) await close()
  }
}

async function startAll(parts: Parts): Promise<Stack> {
  const { settings, folder, options } = parts
  await endLeftovers(folder)
  await expectFreePort(settings)
  const database = await openDatabase(parts)
  const demo = settings.production ? {} : { MINYI_MASTER_KEY: demoMasterKey(folder) }
  const base = {
    ...demo,
    ...surroundings,
    DATA_DIR: folder,
    DATABASE_URL: database.url,
  }
  if (!options.watching && !isBuilt('h5')) {
    await quietStep(parts, '构建网页（第一次约需两分钟）', () => buildMiniapp('h5', options.ending))
  }
  await prepareData(parts, base)
  const foreign = settings.production ? {} : await startEmulators(parts, base)
  await startServer(parts, { ...base, ...foreign })
  if (options.watching) startPages(parts, base)
  const offers = settings.production ? [] : await readOffers(parts, base)
  const ends = parts.programs.map(({ ended }) => ended.then(({ words }) => `${words}。`))
  return {
    address: addressOf(settings),
    logs: isLogged(parts) ? join(folder, 'logs') : null,
    production: settings.production,
    offers,
    ended: Promise.race([...ends, database.ended]),
  }
}

/** A step that is not begun when the person wants to end. */
async function quietStep<T>({ options }: Parts, name: string, work: () => Promise<T>): Promise<T> {
  options.ending.throwIfAborted()
  return step(name, work)
}

async function openDatabase({ settings, folder, closers }: Parts) {
  const given = settings.databaseUrl
  if (given) {
    await step('连接 DATABASE_URL 指定的数据库', () => expectDatabase(given))
    return { url: given, ended: new Promise<string>(() => {}) }
  }
  const server = await step('启动自带的 PostgreSQL', () => startPostgres(postgresFolder(folder)))
  closers.push(server.stop)
  const log = join(postgresFolder(folder), 'postgres.log')
  return {
    url: server.url,
    ended: untilGone(server.isAlive, `PostgreSQL 意外停止（详见 ${log}）。`),
  }
}

async function untilGone(isAlive: () => boolean, sentence: string) {
  while (isAlive()) await pause(500, undefined, { ref: false })
  return sentence
}

async function prepareData(parts: Parts, env: Env) {
  const command = (name: string) => join(root, 'server', 'commands', name)
  await quietStep(parts, '更新表结构', () =>
    runProgram('更新表结构', [command('migrate.ts')], { env, ...whileWanted(parts, 'migrate') }),
  )
  if (parts.settings.production) return
  await quietStep(parts, '准备演示区县的数据', () =>
    runProgram('准备演示数据', [command('demo.ts'), 'load'], { env, ...whileWanted(parts, 'demo') }),
  )
}

async function readOffers(parts: Parts, env: Env): Promise<string[]> {
  const script = join(root, 'server', 'commands', 'demo.ts')
  const start = { env, readsFirstLine: true, ...logged(parts, 'demo') }
  const line = await startProgram('演示入口', [script, 'offers'], start).firstLine
  return line ? z.array(z.string()).parse(JSON.parse(line)) : []
}

async function startEmulators(parts: Parts, env: Env) {
  return quietStep(parts, '启动微信和短信的模拟服务', async () => {
    const script = join(root, 'server', 'emulators', 'main.ts')
    const program = startProgram('模拟服务', [script], {
      env,
      readsFirstLine: true,
      ...logged(parts, 'emulators'),
    })
    keep(parts, program)
    const line = await program.firstLine
    if (!line) throw new LaunchFailure(`模拟服务没有启动：${whereToRead(parts, 'emulators')}。`)
    const { wechat, sms } = Addresses.parse(JSON.parse(line))
    return { WECHAT_API_BASE: wechat, SMS_API_BASE: sms }
  })
}

async function startServer(parts: Parts, env: Env) {
  const { settings, options } = parts
  await quietStep(parts, '启动服务', async () => {
    const args = options.watching ? ['--watch', '--watch-preserve-output', ...serverProgram] : serverProgram
    const program = startProgram('服务', args, {
      env,
      ...logged(parts, 'server'),
    })
    keep(parts, program)
    // A production database may hold no tenant yet, and in development the pages are not built: both are live, not ready.
    const path = settings.production || options.watching ? '/api/health/live' : '/api/health/ready'
    await untilAnswering(`${addressOf(settings)}${path}`, program, parts)
  })
}

function startPages(parts: Parts, base: Env) {
  const env = { ...base, API_ORIGIN: addressOf(parts.settings) }
  keep(parts, startProgram('网页', ['--run', 'dev:h5'], { env, cwd: join(root, 'miniapp') }))
}

function keep({ folder, closers, programs }: Parts, program: Program) {
  programs.push(program)
  closers.push(program.stop)
  rememberPrograms(
    folder,
    programs.map(({ pid }) => pid),
  )
}

async function untilAnswering(url: string, program: Program, parts: Parts) {
  let ended = ''
  program.ended.then(({ words }) => {
    ended = words
  })
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && !ended; await pause(100)) {
    parts.options.ending.throwIfAborted()
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
  }
  if (isLogged(parts)) say(tail(logOf(parts.folder, 'server')))
  throw new LaunchFailure(`${ended || '服务一分钟内没有就绪'}：${whereToRead(parts, 'server')}。`)
}

const whileWanted = (parts: Parts, name: string) => ({ ...logged(parts, name), ending: parts.options.ending })

/** In production the output goes where the operator sends it; in the demo it would hide the address. */
function isLogged({ settings, options }: Parts) {
  return !settings.production && !options.watching
}

function logged(parts: Parts, name: string) {
  return isLogged(parts) ? { log: logOf(parts.folder, name) } : {}
}

function whereToRead(parts: Parts, name: string) {
  return isLogged(parts) ? `详见 ${logOf(parts.folder, name)}` : '原因见上面几行'
}

function logOf(folder: string, name: string) {
  return join(folder, 'logs', `${name}.log`)
}

/** An address that this machine can open, also when the server listens on every one. */
function addressOf({ host, port }: Settings) {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

async function expectFreePort({ host, port }: Settings) {
  const probe = createServer()
  const code = await new Promise<string | undefined>((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
  if (code === 'EADDRINUSE')
    throw new LaunchFailure(`端口 ${port} 已被别的程序占用：请停止它，或用 PORT 另选一个端口。`)
  if (code) throw new LaunchFailure(`不能在 ${host}:${port} 上提供服务（${code}）：请检查 HOST 和 PORT。`)
}
