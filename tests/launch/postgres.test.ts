import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres } from '@minyi/server/launch/postgres.ts'
import postgres from 'postgres'
import { afterAll, describe, expect, test } from 'vitest'

// Only its owner may enter this folder: for root, PostgreSQL's own user reaches it by one capability.
const folder = mkdtempSync(join(tmpdir(), 'minyi-postgres-'))
const pidFile = join(folder, 'cluster', 'postmaster.pid')

afterAll(async () => {
  const server = await startPostgres(folder)
  server.stop()
  rmSync(folder, { recursive: true })
})

describe('the PostgreSQL of a data folder', () => {
  test('starts, and a second start adopts the server that runs', async () => {
    const first = await startPostgres(folder)
    const second = await startPostgres(folder)
    expect(second).toMatchObject({ pid: first.pid, url: first.url })
  })

  test('keeps its password where only its owner reads it, and lets nobody in without', async () => {
    const { url } = await startPostgres(folder)
    expect(statSync(join(folder, 'access.json')).mode & 0o077).toBe(0)
    const stranger = postgres(url.replace(/:[0-9a-f]+@/, ':guess@'), { max: 1 })
    await expect(stranger`select 1`).rejects.toMatchObject({ code: '28P01' })
    await stranger.end()
  })

  test('signs the product in as an ordinary role', async () => {
    const { url } = await startPostgres(folder)
    expect(await query(url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
      { rolsuper: false },
    ])
  })

  test('is not reached from other machines', async () => {
    const { url } = await startPostgres(folder)
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  })

  test('has every committed row after kill -9', async () => {
    const before = await startPostgres(folder)
    await query(before.url, 'create table kept (n int)')
    await query(before.url, 'insert into kept select generate_series(1, 1000)')
    process.kill(before.pid, 'SIGKILL')
    const after = await startPostgres(folder)
    expect(after.pid).not.toBe(before.pid)
    expect(await query(after.url, 'select count(*)::int from kept')).toEqual([{ count: 1000 }])
  })

  test('starts although its pid now belongs to another program', async () => {
    const server = await startPostgres(folder)
    process.kill(server.pid, 'SIGKILL')
    while (server.isAlive()) await pause(20)
    const other = spawn('sleep', ['60'])
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    writeFileSync(pidFile, [other.pid, ...lines.slice(1)].join('\n'))
    expect((await startPostgres(folder)).isAlive()).toBe(true)
    expect(other.kill()).toBe(true)
  })

  test('starts again after it was stopped, with the port it had', async () => {
    const before = await startPostgres(folder)
    before.stop()
    expect(before.isAlive()).toBe(false)
    const after = await startPostgres(folder)
    expect(after.url).toBe(before.url)
  })
})

async function query(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}
