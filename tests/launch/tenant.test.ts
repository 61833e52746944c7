import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type PostgresServer, startPostgres } from '@minyi/server/launch/postgres.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../support/launcher.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'minyi-tenant-'))
const add = ['tenant', 'add', 'pingjiang', '平江区', '--admin', 'admin']
const ownPassword = 'Pingjiang-2026'

let database: PostgresServer
let server: ChildProcess | undefined
let env: Record<string, string>
let address: string

beforeAll(async () => {
  database = await startPostgres(join(folder, 'postgres'), { durable: false })
  const web = join(folder, 'web')
  mkdirSync(web)
  writeFileSync(join(web, 'index.html'), '<html><head><title>民意直通</title></head></html>')
  const port = String(await freePort())
  address = `http://127.0.0.1:${port}`
  env = {
    PATH: process.env.PATH ?? '',
    ...{ MODE: 'production', DATABASE_URL: database.url, DATA_DIR: folder, WEB_ROOT: web, PORT: port },
    ...{ MINYI_MASTER_KEY: 'b2'.repeat(32), PUBLIC_URL: 'https://minyi.invalid' },
    ...{ WECHAT_APPID: 'wx0', WECHAT_SECRET: 'x', SMS_ACCESS_KEY_ID: 'x', SMS_ACCESS_KEY_SECRET: 'x' },
    ...{ SMS_SIGN_NAME: '民意', SMS_TEMPLATE_CODE: 'A', SMS_CLAIM_TEMPLATE_CODE: 'B', SMS_NOTICE_TEMPLATE_CODE: 'C' },
  }
})
afterAll(async () => {
  server?.kill('SIGTERM')
  await new Promise((resolve) => (server ? server.once('close', resolve) : resolve(undefined)))
  database.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** `npm run db -- …`, with the settings of production. */
function db(...args: string[]) {
  const command = [join(root, 'server', 'launch', 'command.ts'), 'db', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8' })
  return { status, said: stdout, refused: stderr.trim() }
}

const passwordIn = (said: string) => /^ {4}(\S+)$/m.exec(said)?.[1] ?? ''

async function ask(path: string, body: object | null, token?: string) {
  const answer = await fetch(`${address}/api/pingjiang${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

describe('npm run db -- tenant, in production', () => {
  test('asks for the migrations first', () => {
    expect(db(...add)).toMatchObject({ status: 1, refused: expect.stringContaining('请先运行 npm run db -- migrate') })
    expect(db('migrate').status).toBe(0)
  })

  test.each([
    [['Pingjiang', '平江区', '--admin', 'admin'], '可改成 pingjiang'],
    [['pingjiang', '', '--admin', 'admin'], '缺少这个地方的名称'],
    [['pingjiang', '平江', '区', '--admin', 'admin'], '名称里有空格时请加引号'],
    [['pingjiang', '平江区'], '缺少第一位管理员的账号'],
    [['pingjiang', '平江区', '--admin', 'admin', '--zone', 'Mars/Olympus'], '没有这个时区：Mars/Olympus'],
  ])('says what is wrong with %j', (args, words) => {
    const { status, said, refused } = db('tenant', 'add', ...args)
    expect([status, said]).toEqual([1, ''])
    expect(refused).toContain(words)
  })

  test('makes a place whose administrator signs in once, sets a password and adds others', async () => {
    const { status, said } = db(...add)
    expect(status).toBe(0)
    expect(said).toMatch(/已建立平江区（pingjiang，时区 Asia\/Shanghai）。\n· \d+ 个角色、\d+ 个指标、\d+ 种期限/)
    const password = passwordIn(said)
    expect(password).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)

    server = spawn(process.execPath, [join(root, 'server', 'main.ts')], { env, stdio: 'ignore' })
    for (let i = 0; i < 300 && !(await fetch(`${address}/api/health/live`).catch(() => null))?.ok; i++) await pause(200)
    expect(await (await fetch(`${address}/office/login`)).text()).toContain('window.__MINYI__={tenant:"pingjiang"}')

    const { body: session } = await ask('/sessions/staff', { login: 'admin', password })
    const { body: me } = await ask('/me', null, session.token)
    expect(me).toMatchObject({ mustChangePassword: true, tenant: { name: '平江区', demo: false } })
    expect((await ask('/roles', null, session.token)).body.code).toBe('password-change-required')
    const own = { id: randomUUID(), current: password, next: ownPassword }
    expect((await ask('/me/password', own, session.token)).status).toBe(200)

    const { body: roles } = await ask('/roles', null, session.token)
    expect(roles.roles.every((role: { grantable: boolean }) => role.grantable)).toBe(true)
    const clerk = { id: randomUUID(), login: 'clerk', name: '顾敏', unitId: null, officerId: null, phone: null }
    const grants = [{ roleId: 'dispatcher', areaId: null, unitId: null }]
    expect((await ask('/staff', { ...clerk, grants }, session.token)).status).toBe(200)
    expect((await ask('/indicators', null)).body.indicators.length).toBeGreaterThan(0)
  })

  test('a second time says that the place is there, changes nothing and ends with code 2', async () => {
    const again = db('tenant', 'add', 'pingjiang', '别的名字', '--admin', 'other')
    expect(again).toMatchObject({ status: 2, said: '', refused: 'pingjiang 已经建立过了（平江区），没有改动。' })
    expect(db('tenant', 'list').said).toBe('pingjiang  平江区  Asia/Shanghai\n')
    expect((await ask('/sessions/staff', { login: 'admin', password: ownPassword })).status).toBe(200)
  })

  test('gives whoever forgot their password another one-time password', async () => {
    const { status, said } = db('tenant', 'password', 'pingjiang', 'admin')
    expect(status).toBe(0)
    expect((await ask('/sessions/staff', { login: 'admin', password: ownPassword })).status).toBe(401)
    expect((await ask('/sessions/staff', { login: 'admin', password: passwordIn(said) })).status).toBe(200)
    expect(db('tenant', 'password', 'pingjiang', 'nobody').refused).toBe('平江区没有这个账号：nobody。')
    expect(db('tenant', 'password', 'nowhere', 'admin').refused).toContain('没有这个地方：nowhere')
  })
})
