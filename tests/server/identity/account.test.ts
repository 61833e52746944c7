import { createHash, randomUUID } from 'node:crypto'
import { hashPassword } from '@minyi/server/features/identity/passwords/service.ts'
import { insertStaff } from '@minyi/server/features/identity/queries.ts'
import { findSealed } from '@minyi/server/platform/sealing.ts'
import * as identity from '@minyi/shared/identity/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smsInbox, startEmulators } from '../../support/emulators.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let emulators: Awaited<ReturnType<typeof startEmulators>>
let server: TestServer
beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { SMS_API_BASE: emulators.sms } })
})
afterAll(async () => {
  await server.close()
  await emulators.stop()
})

const password = 'Old-Secret-1'
const next = 'New-Secret-22'

/** Somebody of the staff, signed in at two places. */
async function member(login: string) {
  const id = randomUUID()
  const passwordHash = await hashPassword(password)
  await insertStaff(server.as(server.east), { id, login, name: '顾敏', passwordHash })
  const enter = async (): Promise<Session> => {
    const { body } = await server.call(identity.signInStaff, { login, password })
    return { token: body.token, id, tenant: server.east }
  }
  return { login, here: await enter(), there: await enter() }
}

describe('a member of staff changes their own password', () => {
  it('stays signed in here and is signed out everywhere else; a lost answer can be asked for again', async () => {
    const { login, here, there } = await member('gumin')
    const input = { id: randomUUID(), current: password, next }
    const first = await server.call(identity.changePassword, input, here)
    expect(first.body).toEqual({ changed: true })
    expect((await server.call(identity.changePassword, input, here)).text).toBe(first.text)
    expect((await server.call(identity.readMe, {}, here)).status).toBe(200)
    expect((await server.call(identity.readMe, {}, there)).status).toBe(401)
    expect((await server.call(identity.signInStaff, { login, password })).problem.code).toBe('credentials-wrong')
    expect((await server.call(identity.signInStaff, { login, password: next })).status).toBe(200)
    const reused = await server.call(identity.changePassword, { ...input, next: 'Another-33' }, here)
    expect(reused.problem.code).toBe('id-reused')
  })

  it('must know the old one, and cannot guess it: after ten tries a quarter of an hour passes', async () => {
    const { here } = await member('guess')
    const guess = (current: string) => server.call(identity.changePassword, { id: randomUUID(), current, next }, here)
    for (let i = 0; i < 10; i++) expect((await guess('wrong')).problem.code).toBe('password-wrong')
    expect((await guess(password)).problem.code).toBe('too-many-requests')
  })

  it('is told what a password must be', async () => {
    const { here } = await member('weak')
    const answer = await server.call(
      identity.changePassword,
      { id: randomUUID(), current: password, next: '123' },
      here,
    )
    expect(answer.problem).toMatchObject({
      code: 'input-invalid',
      fields: [{ path: 'next', message: '新密码至少 10 位' }],
    })
  })

  it('leaves no hash behind from which a password or telephone could be guessed', async () => {
    const { here } = await member('traces')
    const input = { id: randomUUID(), current: password, next }
    await server.call(identity.changePassword, input, here)
    const plain = createHash('sha256').update(JSON.stringify(input)).digest('hex')
    const kept = await server.platform.database.sql`select input_hash from replays where id = ${input.id}`
    expect(kept).toHaveLength(1)
    expect(kept[0]?.input_hash).not.toBe(plain)
  })
})

describe('a member of staff registers their telephone', () => {
  it('with the code that reaches it; it lies sealed and is shown with its middle hidden', async () => {
    const { here } = await member('phone')
    const phone = '13900000077'
    await server.call(identity.requestCode, { phone })
    const [sms] = await smsInbox(emulators.sms, phone)
    const code = sms?.params.code ?? ''
    const wrong = { id: randomUUID(), phone, code: code === '000000' ? '000001' : '000000' }
    expect((await server.call(identity.changePhone, wrong, here)).problem.code).toBe('code-wrong')
    const right = { id: randomUUID(), phone, code }
    const answer = await server.call(identity.changePhone, right, here)
    expect(answer.body).toEqual({ phone: '139****0077' })
    expect((await server.call(identity.changePhone, right, here)).text).toBe(answer.text)
    expect((await server.call(identity.changePhone, { ...right, id: randomUUID() }, here)).problem.code).toBe(
      'code-wrong',
    )
    expect((await server.call(identity.readMe, {}, here)).body.phone).toBe('139****0077')
    expect(await findSealed(server.as(server.east), 'staff', 'phone', phone)).toEqual([here.id])
  })

  it('and not by guessing: five wrong codes end the code', async () => {
    const { here } = await member('guesser')
    const phone = '13900000078'
    await server.call(identity.requestCode, { phone })
    const [sms] = await smsInbox(emulators.sms, phone)
    const code = sms?.params.code ?? ''
    const tried = (said: string) => server.call(identity.changePhone, { id: randomUUID(), phone, code: said }, here)
    for (let i = 0; i < 5; i++) await tried(code === '000000' ? '000001' : '000000')
    expect((await tried(code)).problem.code).toBe('code-wrong')
  })
})
