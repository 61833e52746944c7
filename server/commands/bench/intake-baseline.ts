import { spawn, spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import postgres from 'postgres'
import type { Cluster } from '../stand/cluster.ts'

export type Baseline = { name: 'pgbench' | 'postgres.js'; run: (seconds: number) => Promise<number> }

const connections = 32

/** One rating row a transaction, into a table like `ratings`; as pgbench runs it, and as postgres.js does. */
const columns =
  'tenant_id, id, matter_id, channel, kind, unit_id, area_id, closed_day, given_grade, given_at, given_day, input_hash, grade'
const values = `gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'link', 'enforcement', gen_random_uuid(),
  gen_random_uuid(), current_date, 5, now(), current_date, md5(random()::text), 5`
const insert = `insert into baseline (${columns}) values (${values})`.replace(/\s+/g, ' ')

/** pgbench where there is one or Debian has one, else postgres.js in a process of its own. */
export async function prepareBaseline(cluster: Cluster): Promise<Baseline> {
  await cluster.platform.database.sql`create table baseline (like ratings including all)`
  const pgbench = findPgbench(cluster.folder)
  if (!pgbench) return { name: 'postgres.js', run: (seconds) => runScript(cluster.server.url, seconds) }
  const script = join(cluster.folder, 'baseline.sql')
  writeFileSync(script, `${insert};\n`)
  return { name: 'pgbench', run: (seconds) => runPgbench(pgbench, script, cluster.server.url, seconds) }
}

type Pgbench = { file: string; env: Record<string, string> }

async function runPgbench({ file, env }: Pgbench, script: string, url: string, seconds: number): Promise<number> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const where = ['-h', hostname, '-p', port, '-U', username]
  const child = spawn(
    file,
    ['-n', '-c', String(connections), '-T', String(seconds), '-f', script, ...where, pathname.slice(1)],
    {
      env: { ...process.env, ...env, PGPASSWORD: password },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const tps = /tps = ([\d.]+)/.exec(await text(child.stdout))?.[1]
  if (!tps) throw new Error('pgbench did not say how many transactions it made')
  return Number(tps)
}

async function runScript(url: string, seconds: number): Promise<number> {
  const child = spawn(process.execPath, [import.meta.filename, url, String(seconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return Number(await text(child.stdout))
}

/** The one on the machine, else Debian's, unpacked beside the cluster without being installed. */
function findPgbench(folder: string): Pgbench | undefined {
  const known = [...globSync('/usr/lib/postgresql/*/bin/pgbench'), '/usr/bin/pgbench'].filter((file) =>
    existsSync(file),
  )
  return known.map((file) => ({ file, env: {} })).find(works) ?? unpackPgbench(join(folder, 'pgbench'))
}

function unpackPgbench(folder: string): Pgbench | undefined {
  mkdirSync(folder)
  const quiet = { cwd: folder, stdio: 'ignore' } as const
  if (process.getuid?.() === 0) spawnSync('apt-get', ['update', '-qq'], quiet)
  const depends = spawnSync('apt-cache', ['depends', 'postgresql'], { encoding: 'utf8' }).stdout ?? ''
  const server = /Depends: (postgresql-\d+)/.exec(depends)?.[1]
  if (!server || spawnSync('apt-get', ['download', '-qq', server, 'libpq5'], quiet).status !== 0) return undefined
  for (const file of globSync('*.deb', { cwd: folder })) spawnSync('dpkg-deb', ['-x', file, '.'], quiet)
  const [file] = globSync('usr/lib/postgresql/*/bin/pgbench', { cwd: folder })
  const [library] = globSync('usr/lib/*/libpq.so.5', { cwd: folder })
  if (!file || !library) return undefined
  const found = { file: join(folder, file), env: { LD_LIBRARY_PATH: join(folder, library, '..') } }
  return works(found) ? found : undefined
}

const works = ({ file, env }: Pgbench) =>
  spawnSync(file, ['--version'], { env: { ...process.env, ...env }, stdio: 'ignore' }).status === 0

async function insertFor(url: string, seconds: number): Promise<number> {
  const sql = postgres(url, { max: connections, onnotice: () => {} })
  const until = performance.now() + seconds * 1000
  let made = 0
  const one = async () => {
    for (; performance.now() < until; made += 1) await sql.unsafe(insert, [], { prepare: true })
  }
  await Promise.all(Array.from({ length: connections }, one))
  await sql.end()
  return made / seconds
}

if (import.meta.main) {
  const [url = '', seconds = '5'] = process.argv.slice(2)
  process.stdout.write(String(await insertFor(url, Number(seconds))))
}
