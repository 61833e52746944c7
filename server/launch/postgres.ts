import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { z } from 'zod'
import { LaunchFailure } from './failure.ts'
import { postgresPrefix } from './postgres-account.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { commandLine, findPostmaster } from './postmaster.ts'
import { writeWhole } from './whole-file.ts'

/** A running server of our own: `url` signs in as the owner of the product's database, who may create others. */
export type PostgresServer = {
  url: string
  pid: number
  isAlive: () => boolean
  stop: () => void
}

type Cluster = {
  folder: string
  data: string
  binaries: string
  prefix: string[]
}

/** Kept beside the data for its owner only: the port used last and the two passwords. */
const Access = z.object({
  port: z.number(),
  superuser: z.string(),
  password: z.string(),
  ready: z.boolean(),
})
type Access = z.infer<typeof Access>

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '4GB',
  synchronous_commit: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  // Parallel queries need more shared memory than a container grants, and many short ones share two cores better.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Neither statements nor row values reach the log: they may hold personal data.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}
const forgetful = {
  shared_buffers: '256MB',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
}

/** What the database keeps in memory itself, and what it may expect the system to keep: an eighth and half of the machine. */
function memorySettings() {
  const limit = process.constrainedMemory()
  const megabytes = Math.min(totalmem(), limit > 0 ? limit : Number.POSITIVE_INFINITY) / 2 ** 20
  const shared = Math.round(Math.min(1_024, Math.max(128, megabytes / 8)))
  return { shared_buffers: `${shared}MB`, effective_cache_size: `${Math.round(megabytes / 2)}MB` }
}

/**
 * Starts PostgreSQL over `folder`, or adopts the server that already runs there. `durable: false` is for tests: it
 * forgets commits when the machine stops.
 */
export async function startPostgres(folder: string, { durable = true } = {}): Promise<PostgresServer> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const cluster = clusterOf(folder)
  const access = readAccess(folder) ?? {
    port: 0,
    superuser: secret(),
    password: secret(),
    ready: false,
  }
  if (!existsSync(cluster.data)) createCluster(cluster, access)
  const running = (await adopt(cluster, access)) ?? (await start(cluster, access, durable))
  const current = { ...access, port: running.port }
  if (!access.ready) await prepareDatabase(current)
  writeAccess(folder, { ...current, ready: true })
  return serverOf(cluster, current, running.pid)
}

/** The server that runs over `folder` now, if there is one. */
export function findPostgres(folder: string): PostgresServer | undefined {
  const access = readAccess(folder)
  if (!access?.ready) return undefined
  const cluster = clusterOf(folder)
  const running = findPostmaster(cluster.data)
  return running && serverOf(cluster, { ...access, port: running.port }, running.pid)
}

function clusterOf(folder: string): Cluster {
  const binaries = postgresBinaries()
  return { folder, data: join(folder, 'cluster'), binaries, prefix: postgresPrefix(folder, binaries) }
}

function serverOf(cluster: Cluster, { port, password }: Access, pid: number): PostgresServer {
  const url = `postgres://minyi:${password}@127.0.0.1:${port}/minyi`
  return {
    url,
    pid,
    isAlive: () => commandLine(pid) !== undefined,
    stop: () => stop(cluster),
  }
}

function secret() {
  return randomBytes(24).toString('hex')
}

function readAccess(folder: string): Access | undefined {
  const file = join(folder, 'access.json')
  return existsSync(file) ? Access.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

function writeAccess(folder: string, access: Access) {
  writeWhole(join(folder, 'access.json'), JSON.stringify(access), 0o600)
}

/** Made under another name first, so that a start that is killed half-way leaves no half cluster behind. */
function createCluster(cluster: Cluster, access: Access) {
  writeAccess(cluster.folder, access)
  const fresh = `${cluster.data}.new`
  rmSync(fresh, { recursive: true, force: true })
  const words = ['-D', fresh, '-U', 'postgres', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const password = passwordFile(cluster, access.superuser)
  const auth = ['--locale=C', '-A', 'scram-sha-256', `--pwfile=${password}`, '--no-instructions']
  const made = run(cluster, 'initdb', [...words, ...auth])
  rmSync(password)
  if (made.status !== 0) throw new LaunchFailure(`数据库文件没有建成（${cluster.folder}）：${lastLine(made.stderr)}`)
  renameSync(fresh, cluster.data)
}

function passwordFile({ folder }: Cluster, password: string) {
  const file = join(folder, 'password.new')
  const { uid, gid } = statSync(folder)
  writeFileSync(file, password, { mode: 0o600 })
  chownSync(file, uid, gid)
  return file
}

function run(cluster: Cluster, program: string, args: string[]) {
  const [file = '', ...rest] = [...cluster.prefix, join(cluster.binaries, program), ...args]
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' }
  return spawnSync(file, rest, {
    cwd: cluster.folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
}

function lastLine(text: string) {
  return text.trim().split('\n').at(-1) ?? ''
}

/** Tries again for a while: after a violent end, sessions of the old server may still be on their way out. */
async function start(cluster: Cluster, access: Access, durable: boolean) {
  const log = join(cluster.folder, 'postgres.log')
  let words = ''
  for (let attempt = 0; attempt < 20; attempt++) {
    if (attempt > 0) await pause(500)
    const port = await freePort(access.port)
    const options = Object.entries({
      ...settings,
      ...(durable ? memorySettings() : forgetful),
      port: String(port),
    })
    const flags = options.map(([name, value]) => `-c ${name}='${value}'`).join(' ')
    const started = run(cluster, 'pg_ctl', [
      'start',
      '-w',
      '-s',
      '-t',
      '300',
      '-D',
      cluster.data,
      '-l',
      log,
      '-o',
      flags,
    ])
    const running = findPostmaster(cluster.data)
    if (running) return running
    words = lastLine(started.stderr)
  }
  throw new LaunchFailure(`数据库没有启动：${words}（详见 ${log}）`)
}

/** The port used last time when it is free, else any free one. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(freePort(0)))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

/** A server that was killed a moment ago may still look alive: only one that answers is adopted. */
async function adopt(cluster: Cluster, access: Access) {
  const running = findPostmaster(cluster.data)
  if (!running) return undefined
  const sql = asSuperuser({ ...access, port: running.port })
  try {
    await sql`select 1`
    return running
  } catch {
    return undefined
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function asSuperuser({ port, superuser }: Access) {
  const signIn = { host: '127.0.0.1', port, user: 'postgres', password: superuser, database: 'postgres' }
  return postgres({ ...signIn, max: 1, connect_timeout: 5, onnotice: () => {} })
}

/** The product signs in as an ordinary role that owns its database, never as the superuser. */
async function prepareDatabase(access: Access) {
  const sql = asSuperuser(access)
  try {
    const [role] = await sql`select from pg_roles where rolname = 'minyi'`
    if (!role) await sql`create role minyi login createdb`
    await sql.unsafe(`alter role minyi password '${access.password}'`)
    const [database] = await sql`select from pg_database where datname = 'minyi'`
    if (!database) await sql`create database minyi owner minyi`
  } finally {
    await sql.end()
  }
}

function stop(cluster: Cluster) {
  run(cluster, 'pg_ctl', ['stop', '-w', '-s', '-t', '60', '-m', 'fast', '-D', cluster.data])
}
