import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostgres } from '@minyi/server/launch/postgres.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, type Launch, launch, launchToEnd } from '../support/launcher.ts'

const folder = mkdtempSync(join(tmpdir(), 'minyi-start-'))
let env: Record<string, string> = {}
let running: Launch

beforeAll(async () => {
  env = { DATA_DIR: folder, PORT: String(await freePort()) }
})
afterAll(async () => {
  running.process.kill('SIGTERM')
  await running.ended
  rmSync(folder, { recursive: true })
})

describe('npm start', () => {
  test('serves the pages, the interface and its documents, and says where', async () => {
    running = await started()
    expect(running.output()).toContain(`民意直通已启动：http://127.0.0.1:${env.PORT}`)
    expect(await statusOf('/api/health/ready')).toBe(200)
    expect(await statusOf('/')).toBe(200)
    expect(await statusOf('/api/docs')).toBe(200)
    expect(await statusOf('/api/openapi.json')).toBe(200)
  })

  test('keeps the demo’s master key for its owner only', () => {
    expect(statSync(join(folder, 'master-key')).mode & 0o077).toBe(0)
  })

  test('refuses a second start on the same data, which harms nothing', async () => {
    const { code, output } = await launchToEnd({ env: { ...env, PORT: String(await freePort()) } })
    expect(code).toBe(1)
    expect(output).toContain('正由另一次启动使用')
    expect(await statusOf('/api/health/ready')).toBe(200)
  })

  test('says so and ends when the server is killed, and the next start works', async () => {
    process.kill(Number(programs().at(-1)), 'SIGKILL')
    expect(await running.ended).toBe(1)
    expect(running.output()).toContain('服务意外停止（SIGKILL）')
    expect(findPostgres(join(folder, 'postgres'))).toBeUndefined()
    running = await started()
    expect(await statusOf('/api/health/ready')).toBe(200)
  })

  test('says so and ends when PostgreSQL is killed, and the next start works', async () => {
    killPostgres()
    expect(await running.ended).toBe(1)
    expect(running.output()).toContain('PostgreSQL 意外停止')
    running = await started()
    expect(await statusOf('/api/health/ready')).toBe(200)
  })

  test('starts at once after the launcher itself was killed: what it left is ended or adopted', async () => {
    const left = programs()
    running.process.kill('SIGKILL')
    running = await started()
    expect(await statusOf('/api/health/ready')).toBe(200)
    expect(left.filter((pid) => existsSync(`/proc/${pid}`) && programs().includes(pid))).toEqual([])
  })

  test('starts after launcher, server and PostgreSQL were killed together', async () => {
    running.process.kill('SIGKILL')
    for (const pid of programs()) process.kill(pid, 'SIGKILL')
    killPostgres()
    running = await started()
    expect(await statusOf('/api/health/ready')).toBe(200)
  })

  test('builds nothing a second time, which keeps the next start short', async () => {
    running.process.kill('SIGINT')
    expect(await running.ended).toBe(0)
    running = await started()
    expect(running.output()).not.toContain('构建网页')
  })

  test('ends in order on Ctrl-C and leaves nothing running', async () => {
    running.process.kill('SIGINT')
    expect(await running.ended).toBe(0)
    expect(running.output()).toContain('已全部停止')
    expect(findPostgres(join(folder, 'postgres'))).toBeUndefined()
    await expect(statusOf('/api/health/ready')).rejects.toThrow()
  })

  test('ends in order when it is asked to while it still starts', async () => {
    running = launch({ env })
    await running.said('启动自带的 PostgreSQL')
    running.process.kill('SIGTERM')
    expect(await running.ended).toBe(0)
    await pause(100)
    expect(findPostgres(join(folder, 'postgres'))).toBeUndefined()
  })

  test('ends at once when it is asked to while a long step is under way, which the next start begins again', async () => {
    const fresh = mkdtempSync(join(tmpdir(), 'minyi-fresh-'))
    running = launch({ env: { ...env, DATA_DIR: fresh } })
    await running.said('准备演示区县的数据')
    running.process.kill('SIGINT')
    expect(await running.ended).toBe(0)
    expect(running.output()).toContain('已全部停止')
    expect(running.output()).not.toContain('✓ 准备演示区县的数据')
    expect(findPostgres(join(fresh, 'postgres'))).toBeUndefined()
    rmSync(fresh, { recursive: true })
  })
})

async function started() {
  const run = launch({ env })
  await run.said('民意直通已启动')
  return run
}

async function statusOf(path: string) {
  return (await fetch(`http://127.0.0.1:${env.PORT}${path}`)).status
}

function killPostgres() {
  const server = findPostgres(join(folder, 'postgres'))
  if (!server) throw new Error('PostgreSQL does not run')
  process.kill(server.pid, 'SIGKILL')
}

/** The programs that the launcher wrote down, the server last. */
function programs(): number[] {
  const list: { pid: number }[] = JSON.parse(readFileSync(join(folder, 'programs.json'), 'utf8'))
  return list.map(({ pid }) => pid)
}
