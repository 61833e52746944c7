import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { listMigrations } from '../platform/migrations.ts'

const server = join(import.meta.dirname, '..')
const folder = join(server, 'migrations')
const snapshotFile = join(folder, 'snapshot.json')

/**
 * Writes the next migration: the SQL from the last snapshot to the tables as the code declares them.
 * `node server/commands/generate-migrations.ts NAME`.
 */
async function generateMigrations(name: string): Promise<string | null> {
  const before = readSnapshot()
  const now = generateDrizzleJson(await importTables(), before.id)
  const statements = await generateMigration(before, now)
  if (statements.length === 0) return null
  const number = String(listMigrations().length + 1).padStart(4, '0')
  const file = `${number}-${name}.sql`
  writeFileSync(join(folder, file), `${statements.join('\n')}\n`)
  writeFileSync(snapshotFile, `${JSON.stringify(now, null, 1)}\n`)
  return file
}

async function importTables(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const file of globSync('{platform,features/**}/tables.ts', { cwd: server }).sort()) {
    const module: Record<string, unknown> = await import(join(server, file))
    for (const [key, value] of Object.entries(module)) found[`${file}#${key}`] = value
  }
  return found
}

/** Guarantee: only `generateMigrations` writes the snapshot. */
const readSnapshot = () => JSON.parse(readFileSync(snapshotFile, 'utf8')) as ReturnType<typeof generateDrizzleJson>

const [name = ''] = process.argv.slice(2)
if (/^[a-z0-9-]+$/.test(name)) {
  process.stdout.write(`${(await generateMigrations(name)) ?? '表结构没有变化。'}\n`)
} else {
  process.stderr.write('用法：node server/commands/generate-migrations.ts 名称（小写字母、数字和连字符）\n')
  process.exitCode = 1
}
