import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@minyi/server/platform/db.ts'
import { migrate } from '@minyi/server/platform/migrations.ts'
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
