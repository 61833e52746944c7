import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { execute, urlOfDatabase } from './database-server.ts'

/** A database of the caller's own, migrated and empty: cloned from the template, gone after `drop`. */
export type TestDatabase = { url: string; drop: () => Promise<void> }

export async function createDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('databaseServer')
  const name = `minyi_test_${randomBytes(8).toString('hex')}`
  await execute(url, `create database ${name} template ${template}`)
  return {
    url: urlOfDatabase(url, name),
    drop: () => execute(url, `drop database ${name} with (force)`),
  }
}
