import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
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
    drop: () => dropDatabase(url, name),
  }
}

/** The server's own cleaning may be at work in it for a moment, and nobody else may stop that: then once more. */
async function dropDatabase(url: string, name: string, triesLeft = 20): Promise<void> {
  try {
    await execute(url, `drop database ${name} with (force)`)
  } catch (error) {
    if (triesLeft === 0) throw error
    await pause(250)
    await dropDatabase(url, name, triesLeft - 1)
  }
}
