import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@minyi/server/platform/db.ts'
import { listMigrations, migrate } from '@minyi/server/platform/migrations.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let folder: string
beforeEach(async () => {
  database = await createDatabase()
  folder = mkdtempSync(join(tmpdir(), 'minyi-migrations-'))
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

async function run(): Promise<string[]> {
  const { sql, close } = openDatabase(database.url, 2)
  try {
    return await migrate(sql, folder)
  } finally {
    await close()
  }
}

it('a migration that fails says why, leaves nothing behind, and runs once it was put right', async () => {
  write('9001-one.sql', 'create table one (n int);')
  write('9002-two.sql', 'create table two (n int);\ninsert into nowhere values (1);')
  await expect(run()).rejects.toThrow('relation "nowhere" does not exist')
  write('9002-two.sql', 'create table two (n int);')
  expect(await run()).toEqual(['9002-two.sql'])
  expect(await run()).toEqual([])
})

it('a migration that was edited after it had run is refused', async () => {
  write('9001-one.sql', 'create table one (n int);')
  await run()
  write('9001-one.sql', 'create table other (n int);')
  await expect(run()).rejects.toThrow('migration 9001-one.sql was edited after it had run')
})

it('two processes that start at the same instant run each migration once', async () => {
  write('9001-one.sql', 'create table one (n int);\nselect pg_sleep(0.2);')
  const ran = await Promise.all([run(), run()])
  expect(ran.flat()).toEqual(['9001-one.sql'])
})

it('rows of older databases lose whom they name among residents, and keep what staff did in their office', async () => {
  const { sql, close } = openDatabase(database.url, 2)
  const file = listMigrations().find((name) => name.includes('audit-without-names')) ?? ''
  const text = readFileSync(join(import.meta.dirname, '../../../server/migrations', file), 'utf8')
  const row = (actor: string, subject: string, action: string) => sql`
    insert into audit_rows (tenant_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id)
    values (gen_random_uuid(), gen_random_uuid(), now(), ${actor}, gen_random_uuid(), ${action}, ${subject}, gen_random_uuid())`
  await row('resident', 'rating', 'change')
  await row('resident', 'resident', 'notices.wish')
  await row('staff', 'rating', 'anonymise')
  await row('staff', 'rating', 'approve-exclusion')
  await sql.unsafe(text)
  const named = await sql`
    select concat_ws('/', subject_kind, action) as what from audit_rows where actor_id is not null and actor_kind <> ${'anyone'} order by 1`
  expect(named.map(({ what }) => what)).toEqual(['rating/approve-exclusion', 'resident/notices.wish'])
  await close()
})
