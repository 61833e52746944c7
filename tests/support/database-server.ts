import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from '@minyi/server/launch/postgres.ts'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: { url: string; template: string }
  }
}

const folders = 'minyi-test-'

/**
 * One PostgreSQL for the project (or the server of DATABASE_URL), with a template that is migrated once. Commits of the
 * tests' own server do not outlive the machine, which makes them fast.
 */
export async function setup(project: TestProject) {
  sweepAfterKilledRuns()
  const given = process.env.DATABASE_URL
  const template = `minyi_template_${process.pid}_${project.name.replaceAll(/\W/g, '_')}`
  const server = given ? sharedServer(given, template) : await startOwnServer()
  try {
    await execute(server.url, `create database ${template}`)
    migrate(urlOfDatabase(server.url, template))
  } catch (error) {
    await server.leave()
    throw error
  }
  project.provide('databaseServer', { url: server.url, template })
  return server.leave
}

export function urlOfDatabase(server: string, name: string) {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

export async function execute(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}

async function startOwnServer() {
  const folder = mkdtempSync(join(tmpdir(), `${folders}${process.pid}-`))
  const server = await startPostgres(folder, { durable: false })
  const leave = async () => {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: server.url, leave }
}

function sharedServer(url: string, template: string) {
  return {
    url,
    leave: () => execute(url, `drop database if exists ${template} with (force)`),
  }
}

function migrate(url: string) {
  const script = join(import.meta.dirname, '../../server/commands/migrate.ts')
  const env = {
    ...process.env,
    MODE: 'test',
    DATABASE_URL: url,
    MINYI_MASTER_KEY: '0'.repeat(64),
  }
  execFileSync(process.execPath, [script], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** A run that was killed outright leaves its server and folder behind; the number in the folder's name tells whose. */
function sweepAfterKilledRuns() {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(folders))) {
    const pid = name.slice(folders.length).split('-')[0]
    if (existsSync(`/proc/${pid}`)) continue
    const folder = join(tmpdir(), name)
    findPostgres(folder)?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
