import { randomUUID } from 'node:crypto'
import { hashPassword } from '@minyi/server/features/identity/passwords/service.ts'
import { insertStaff } from '@minyi/server/features/identity/queries.ts'
import * as identity from '@minyi/shared/identity/contract.ts'
import { signIn } from '@minyi/shared/identity/rules.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

async function member(login: string, password: string) {
  const id = randomUUID()
  await insertStaff(server.as(server.east), {
    id,
    login,
    name: '顾敏',
    passwordHash: await hashPassword(password),
  })
  return { login, password, id }
}

describe('staff sign in with name and password', () => {
  it('opens a session that can be ended and then opens nothing', async () => {
    const { login, password } = await member('gumin', 'correct horse')
    const opened = await server.call(identity.signInStaff, { login, password })
    expect(opened.status).toBe(200)
    const session = { token: opened.body.token, id: '', tenant: server.east }
    expect((await server.call(identity.readMe, {}, session)).body).toMatchObject({ kind: 'staff', name: '顾敏' })
    expect((await server.call(identity.signOut, {}, session)).status).toBe(200)
    expect((await server.call(identity.readMe, {}, session)).problem.code).toBe('sign-in-required')
  })

  it('answers an unknown name and a wrong password with the same bytes', async () => {
    const { login } = await member('known', 'secret-1')
    const wrong = await server.call(identity.signInStaff, {
      login,
      password: 'secret-2',
    })
    const unknown = await server.call(identity.signInStaff, {
      login: 'nobody',
      password: 'secret-2',
    })
    expect(wrong.status).toBe(401)
    expect(unknown.text).toBe(wrong.text)
  })

  it('lets nobody in where an account has no password', async () => {
    const id = randomUUID()
    await insertStaff(server.as(server.east), { id, login: 'nopassword', name: '顾敏', passwordHash: '-' })
    const answer = await server.call(identity.signInStaff, { login: 'nopassword', password: '-' })
    expect(answer.problem.code).toBe('credentials-wrong')
  })

  it('locks after five wrong passwords and opens again after a quarter of an hour', async () => {
    const { login, password } = await member('locked', 'right')
    for (let i = 0; i < signIn.failuresBeforeLock; i++)
      await server.call(identity.signInStaff, { login, password: 'no' })
    expect((await server.call(identity.signInStaff, { login, password })).problem.code).toBe('account-locked')
    const before = server.clock.now
    server.clock.now = new Date(before.getTime() + signIn.lockMs + 1000)
    expect((await server.call(identity.signInStaff, { login, password })).status).toBe(200)
    server.clock.now = before
  })

  it('counts every one of the wrong passwords that come at the same instant', async () => {
    const { login, password, id } = await member('guessed', 'right')
    const guesses = await server.platform.database.sql.begin(async (held) => {
      await held`select 1 from staff where id = ${id} for update`
      const made = Array.from({ length: signIn.failuresBeforeLock }, (_, i) =>
        server.call(identity.signInStaff, { login, password: `guess-${i}` }),
      )
      await vi.waitFor(
        async () => {
          await held`select pg_stat_clear_snapshot()`
          const waiting = await held`
            select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
          expect(waiting).toHaveLength(made.length)
        },
        { timeout: 60_000, interval: 50 },
      )
      return made
    })
    for (const guess of guesses) expect((await guess).problem.code).toBe('credentials-wrong')
    expect((await server.call(identity.signInStaff, { login, password })).problem.code).toBe('account-locked')
  })

  it('names the field in Chinese when something is missing', async () => {
    const answer = await server.call(identity.signInStaff, {
      login: '',
      password: 'x',
    })
    expect(answer.problem).toMatchObject({
      code: 'input-invalid',
      fields: [{ path: 'login', message: '请填写账号' }],
    })
  })

  it('keeps a session inside its tenant', async () => {
    const session = await server.staff(server.east, { permissions: [] })
    expect((await server.call(identity.readMe, {}, session, server.west)).status).toBe(401)
  })
})
