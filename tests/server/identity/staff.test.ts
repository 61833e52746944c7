import { randomUUID } from 'node:crypto'
import { insertRoles } from '@minyi/server/features/identity/queries.ts'
import { sealFields } from '@minyi/server/platform/sealing.ts'
import * as identity from '@minyi/shared/identity/contract.ts'
import { roleTemplates, signIn } from '@minyi/shared/identity/rules.ts'
import * as staff from '@minyi/shared/identity/staff/contract.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { DraftOf } from '@minyi/shared/platform/operation.ts'
import { submitRating } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeClaim } from '../../support/factories/matters.ts'
import { makeArea, makeOfficer, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let admin: Session
let unit: { id: string; name: string; areaId: string }
beforeAll(async () => {
  server = await startServer()
  await insertRoles(server.as(server.east), roleTemplates)
  admin = await server.staff(server.east, { permissions: ['staff.manage'] })
  unit = await makeUnit(server.as(server.east))
})
afterAll(() => server.close())

let made = 0
const draft = (given: Partial<DraftOf<typeof staff.addStaff>> = {}): DraftOf<typeof staff.addStaff> => ({
  id: randomUUID(),
  login: `clerk-${++made}`,
  name: '顾敏',
  unitId: unit.id,
  officerId: null,
  phone: null,
  grants: [{ roleId: 'unit-staff', areaId: null, unitId: unit.id }],
  ...given,
})
const addMember = async (given: Partial<DraftOf<typeof staff.addStaff>> = {}, by = admin) => {
  const answer = await server.call(staff.addStaff, draft(given), by)
  expect(answer.text).toContain('"member"')
  return answer.body
}
const enter = async (login: string, password: string): Promise<Session> => {
  const { body } = await server.call(identity.signInStaff, { login, password })
  return { token: body.token, id: '', tenant: server.east }
}
const ownPassword = 'Taicang-7788'
const settle = async (login: string, password: string) => {
  const session = await enter(login, password)
  await server.call(identity.changePassword, { id: randomUUID(), current: password, next: ownPassword }, session)
  return session
}
/** Somebody who manages the staff of one unit, and holds these permissions there. */
const managerOf = (unitId: string, permissions: readonly Permission[]) =>
  server.staff(server.east, { permissions: ['staff.manage', ...permissions], unitId })

describe('adding a member of staff', () => {
  it('gives a one-time password that opens nothing but the change of itself', async () => {
    const { member, oneTime } = await addMember()
    expect(member).toMatchObject({ name: '顾敏', unit: unit.name, mayChange: true, version: 1 })
    expect(member.grants).toMatchObject([{ role: '单位经办人', area: null, unitId: unit.id }])
    const session = await enter(member.login, oneTime.password)
    expect((await server.call(identity.readMe, {}, session)).body).toMatchObject({ mustChangePassword: true })
    expect(
      (await server.call(identity.changePhone, { id: randomUUID(), phone: '13812345678', code: '000000' }, session))
        .problem.code,
    ).toBe('password-change-required')
    expect((await server.call(identity.describeTenant, {}, session)).status).toBe(200)
    await settle(member.login, oneTime.password)
    expect((await server.call(identity.readMe, {}, session)).status).toBe(401)
    const after = await enter(member.login, ownPassword)
    expect((await server.call(identity.readMe, {}, after)).body).toMatchObject({ mustChangePassword: false })
  })

  it('answers a repeated call with the same password, and refuses its id for somebody else', async () => {
    const input = draft()
    const [one, two] = await Promise.all([1, 2].map(() => server.call(staff.addStaff, input, admin)))
    expect(two?.text).toBe(one?.text)
    expect((await server.call(staff.addStaff, { ...input, name: '别人' }, admin)).problem.code).toBe('id-reused')
  })

  it('takes each login once, also when two administrators are equally fast', async () => {
    const [one, two] = [draft({ login: 'twice' }), draft({ login: 'twice' })]
    const answers = await Promise.all([one, two].map((input) => server.call(staff.addStaff, input, admin)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.problem.code).toBe('login-taken')
  })

  it('names the field that leads nowhere', async () => {
    const other = await makeUnit(server.as(server.east))
    const officer = await makeOfficer(server.as(server.east), { unitId: other.id })
    const west = await makeUnit(server.as(server.west))
    const area = await makeArea(server.as(server.west))
    const faults = async (given: Partial<DraftOf<typeof staff.addStaff>>) =>
      (await server.call(staff.addStaff, draft(given), admin)).problem.fields?.map(({ path }) => path)
    expect(await faults({ login: 'Gu Min' })).toEqual(['login'])
    expect(await faults({ name: ' ' })).toEqual(['name'])
    expect(await faults({ phone: '123' })).toEqual(['phone'])
    expect(await faults({ unitId: west.id })).toEqual(['unitId'])
    expect(await faults({ officerId: officer.id })).toEqual(['officerId'])
    expect(await faults({ grants: [{ roleId: 'no-such', areaId: null, unitId: null }] })).toEqual(['grants.0.roleId'])
    expect(await faults({ grants: [{ roleId: 'collector', areaId: area.id, unitId: null }] })).toEqual([
      'grants.0.areaId',
    ])
    expect(await faults({ grants: [{ roleId: 'unit-staff', areaId: null, unitId: west.id }] })).toEqual([
      'grants.0.unitId',
    ])
    expect(await faults({ grants: [{ roleId: 'administrator', areaId: null, unitId: unit.id }] })).toEqual([
      'grants.0.roleId',
    ])
  })

  it('seals the telephone, and whoever handled a matter is known by it when they come as a resident', async () => {
    const phone = '13912340001'
    const { member } = await addMember({ phone })
    expect(member.hasPhone).toBe(true)
    const listed = await server.call(staff.listStaff, { search: member.login }, admin)
    expect(listed.text).not.toContain(phone)
    const resident = await signInAsResident(phone)
    const claim = (await makeClaim(server.as(server.east), { unit, officerId: null })).token
    const rated = await server.call(submitRating, { id: randomUUID(), claim, grade: 5 }, resident)
    expect(rated.problem.code).toBe('own-matter')
    const change = { ...changeOf(member), phone: null }
    expect((await server.call(staff.changeStaff, change, admin)).body.hasPhone).toBe(false)
    expect((await server.call(submitRating, { id: randomUUID(), claim, grade: 5 }, resident)).status).toBe(200)
  })
})

const changeOf = (member: staff.StaffMember): DraftOf<typeof staff.changeStaff> => ({
  id: randomUUID(),
  staffId: member.id,
  version: member.version,
  name: member.name,
  unitId: member.unitId,
  officerId: member.officer?.id ?? null,
  grants: member.grants.map(({ roleId, areaId, unitId }) => ({ roleId, areaId, unitId })),
})

describe('changing a member of staff', () => {
  it('gives and takes roles at once, and refuses whoever did not see the latest', async () => {
    const { member, oneTime } = await addMember({ grants: [] })
    const session = await settle(member.login, oneTime.password)
    expect((await server.call(staff.listRoles, {}, session)).status).toBe(404)
    const officer = await makeOfficer(server.as(server.east), { unitId: unit.id, name: '陆一鸣' })
    const grants = [
      { roleId: 'administrator', areaId: null, unitId: null },
      { roleId: 'administrator', areaId: null, unitId: null },
    ]
    const change = { ...changeOf(member), name: '顾敏敏', officerId: officer.id, grants }
    const answer = await server.call(staff.changeStaff, change, admin)
    expect(answer.body).toMatchObject({ name: '顾敏敏', officer: { name: '陆一鸣' }, version: 2 })
    expect(answer.body.grants).toHaveLength(1)
    expect((await server.call(staff.listRoles, {}, session)).status).toBe(200)
    const late = { ...change, id: randomUUID(), grants: [] }
    expect((await server.call(staff.changeStaff, late, admin)).problem.code).toBe('version-conflict')
    expect((await server.call(staff.changeStaff, { ...late, id: randomUUID(), version: 2 }, admin)).status).toBe(200)
    expect((await server.call(staff.listRoles, {}, session)).status).toBe(404)
  })

  it('resets a password: the old one and its sessions end, a lock as well, and the new one lives for a week', async () => {
    const { member, oneTime } = await addMember()
    const session = await settle(member.login, oneTime.password)
    for (let i = 0; i < signIn.failuresBeforeLock; i++)
      await server.call(identity.signInStaff, { login: member.login, password: 'no' })
    const reset = await server.call(staff.resetPassword, { id: randomUUID(), staffId: member.id }, admin)
    expect((await server.call(identity.readMe, {}, session)).status).toBe(401)
    const old = await server.call(identity.signInStaff, { login: member.login, password: ownPassword })
    expect(old.problem.code).toBe('credentials-wrong')
    const again = { login: member.login, password: reset.body.password }
    expect((await server.call(identity.signInStaff, again)).status).toBe(200)
    const before = server.clock.now
    server.clock.now = new Date(before.getTime() + signIn.oneTimePasswordLivesMs)
    expect((await server.call(identity.signInStaff, again)).problem.code).toBe('password-expired')
    server.clock.now = before
  })

  it('stops an account with its sessions and lets it back in', async () => {
    const { member, oneTime } = await addMember()
    const session = await settle(member.login, oneTime.password)
    const stop = { id: randomUUID(), staffId: member.id, active: false }
    expect((await server.call(staff.setActive, stop, admin)).status).toBe(200)
    expect((await server.call(identity.readMe, {}, session)).status).toBe(401)
    const stopped = await server.call(staff.listStaff, { state: 'stopped', search: member.login }, admin)
    expect(stopped.body.rows).toMatchObject([{ id: member.id, active: false }])
    await server.call(staff.setActive, { ...stop, id: randomUUID(), active: true }, admin)
    expect(await enter(member.login, ownPassword)).toMatchObject({ token: expect.any(String) })
  })

  it('ends all sessions of somebody, once for one id', async () => {
    const other = await server.staff(server.east, { permissions: [] })
    const input = { id: randomUUID(), staffId: other.id }
    const [one, two] = await Promise.all([1, 2].map(() => server.call(staff.revokeSessions, input, admin)))
    expect(one?.body).toEqual({ revoked: 1 })
    expect(two?.text).toBe(one?.text)
    expect((await server.call(identity.readMe, {}, other)).status).toBe(401)
    const reused = await server.call(staff.revokeSessions, { ...input, staffId: admin.id }, admin)
    expect(reused.problem.code).toBe('id-reused')
  })
})

describe('nobody gives more than they hold', () => {
  it('nobody changes their own roles, stops themselves or resets their own password', async () => {
    const own = { id: randomUUID(), staffId: admin.id }
    const change = { ...own, version: 1, name: '我', unitId: null, officerId: null, grants: [] }
    expect((await server.call(staff.changeStaff, change, admin)).problem.code).toBe('own-account')
    expect((await server.call(staff.setActive, { ...own, active: false }, admin)).problem.code).toBe('own-account')
    expect((await server.call(staff.resetPassword, own, admin)).problem.code).toBe('own-account')
  })

  it('whoever manages one unit sees, adds and changes its staff alone, with what they hold there', async () => {
    const [own, other] = [await makeUnit(server.as(server.east)), await makeUnit(server.as(server.east))]
    const unitStaff = roleTemplates.find(({ id }) => id === 'unit-staff')?.permissions ?? []
    const manager = await managerOf(own.id, unitStaff)
    const clerk = (unitId: string | null, roleId: string, over: string | null) =>
      draft({ unitId, grants: [{ roleId, areaId: null, unitId: over }] })
    const tried = async (input: DraftOf<typeof staff.addStaff>) =>
      (await server.call(staff.addStaff, input, manager)).status
    expect(await tried(clerk(own.id, 'unit-staff', own.id))).toBe(200)
    expect(await tried(clerk(own.id, 'unit-staff', other.id))).toBe(403)
    expect(await tried(clerk(own.id, 'unit-staff', null))).toBe(403)
    expect(await tried(clerk(own.id, 'supervisor', own.id))).toBe(403)
    expect(await tried(clerk(other.id, 'unit-staff', own.id))).toBe(403)
    expect(await tried(clerk(null, 'unit-staff', own.id))).toBe(403)
    const { rows } = (await server.call(staff.listStaff, { limit: 100 }, manager)).body
    expect(new Set(rows.map(({ unitId }) => unitId))).toEqual(new Set([own.id]))
    const { roles } = (await server.call(staff.listRoles, {}, manager)).body
    expect(roles.filter(({ grantable }) => grantable).map(({ id }) => id)).toContain('unit-staff')
    expect(roles.find(({ id }) => id === 'supervisor')?.grantable).toBe(false)
  })

  it('nor takes over an account that may do more, by its password or otherwise', async () => {
    const own = await makeUnit(server.as(server.east))
    const manager = await managerOf(own.id, [])
    const { member } = await addMember({
      unitId: own.id,
      grants: [{ roleId: 'supervisor', areaId: null, unitId: null }],
    })
    const at = () => ({ id: randomUUID(), staffId: member.id })
    const [seen] = (await server.call(staff.listStaff, { search: member.login }, manager)).body.rows
    expect(seen?.mayChange).toBe(false)
    const refusals = [
      await server.call(staff.resetPassword, at(), manager),
      await server.call(staff.setActive, { ...at(), active: false }, manager),
      await server.call(staff.revokeSessions, at(), manager),
      await server.call(staff.changeStaff, { ...changeOf(member), grants: [] }, manager),
    ]
    expect(refusals.map(({ problem }) => problem.code)).toEqual(Array(4).fill('grant-beyond-own'))
  })

  it('finds nobody of another unit or another place', async () => {
    const manager = await managerOf(unit.id, [])
    const { member } = await addMember({ unitId: null, grants: [] })
    const stranger = await server.staff(server.west, { permissions: ['staff.manage'] })
    for (const by of [manager, stranger]) {
      const answer = await server.call(staff.resetPassword, { id: randomUUID(), staffId: member.id }, by)
      expect(answer.problem.code).toBe('not-found')
    }
  })

  it('keeps one who manages everybody, also when two stop each other at the same instant', async () => {
    await insertRoles(server.as(server.west), roleTemplates)
    const [one, two] = [
      await server.staff(server.west, { permissions: ['staff.manage'] }),
      await server.staff(server.west, { permissions: ['staff.manage'] }),
    ]
    // The one of the test before must not count.
    await server.platform.database.sql`
      update staff set active = false where tenant_id = ${server.west.id} and id not in (${one.id}, ${two.id})`
    const stop = (staffId: string, by: Session) =>
      server.call(staff.setActive, { id: randomUUID(), staffId, active: false }, by)
    const answers = await Promise.all([stop(one.id, two), stop(two.id, one)])
    const left = await server.platform.database.sql`
      select 1 from staff where tenant_id = ${server.west.id} and active`
    expect(left).toHaveLength(1)
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
  })

  it('cannot be played by anybody else: the answer is the one for what does not exist', async () => {
    const plain = await server.staff(server.east, { permissions: ['cases.read'] })
    const refused = await server.call(staff.listStaff, {}, plain)
    const missing = await server.app.inject({ url: '/api/east/no-such-thing' })
    expect(refused.status).toBe(404)
    expect(refused.text).toBe(missing.body)
  })
})

describe('the list', () => {
  it('goes on where it stopped, finds by name, login and unit, and takes no sign for a joker', async () => {
    const here = await makeUnit(server.as(server.east), { name: '市水务局' })
    for (const login of ['water-a', 'water-b', 'water-c']) await addMember({ login, unitId: here.id, grants: [] })
    const first = (await server.call(staff.listStaff, { search: '水务', limit: 2 }, admin)).body
    const second = (await server.call(staff.listStaff, { search: '水务', limit: 2, after: first.next ?? '' }, admin))
      .body
    expect([...first.rows, ...second.rows].map(({ login }) => login)).toEqual(['water-a', 'water-b', 'water-c'])
    expect(second.next).toBeNull()
    expect((await server.call(staff.listStaff, { search: 'water-_' }, admin)).body.rows).toEqual([])
  })
})

async function signInAsResident(phone: string): Promise<Session> {
  const session = await server.resident(server.east)
  await sealFields(server.as(server.east), { kind: 'resident', id: session.id }, { phone }, ['phone'])
  return session
}
