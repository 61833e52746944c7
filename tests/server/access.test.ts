import { routes } from '@minyi/server/app.ts'
import { roleTemplates } from '@minyi/shared/identity/rules.ts'
import type { Operation } from '@minyi/shared/platform/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import type { Call } from '../support/walk/call.ts'
import { calls } from '../support/walk/calls.ts'
import { type Marks, makeWorld, type Role, roles, type World } from '../support/walk/world.ts'

let server: TestServer
let east: World
let west: World
beforeAll(async () => {
  server = await startServer()
  east = await makeWorld(server, server.east)
  west = await makeWorld(server, server.west)
})
afterAll(() => server.close())

const operations = routes.map((route) => route.operation)

const templateOf: Partial<Record<Role, string>> = {
  gridWorker: 'grid-worker',
  collector: 'collector',
  unitStaffA: 'unit-staff',
  unitStaffB: 'unit-staff',
  officerA: 'officer',
  dispatcher: 'dispatcher',
  supervisor: 'supervisor',
  leader: 'leader',
  administrator: 'administrator',
}

/** The texts of its own tenant that a role may meet somewhere; the sealed ones only where they are opened by name. */
const sees: Record<Role, (keyof Marks)[]> = {
  anyone: [],
  residentOne: ['caseOne', 'review'],
  residentTwo: ['caseTwo'],
  gridWorker: [],
  collector: [],
  unitStaffA: ['matterA', 'caseOne', 'note', 'order', 'review'],
  unitStaffB: ['matterB', 'caseTwo', 'note'],
  officerA: ['officerEstimate'],
  dispatcher: ['caseOne', 'caseTwo', 'note', 'hotItem', 'campaign', 'sentiment', 'review'],
  supervisor: [
    'caseOne',
    'caseTwo',
    'note',
    'matterA',
    'matterB',
    'ratingWords',
    'exclusionNote',
    'figureNote',
    'order',
    'intervention',
    'hotItem',
    'campaign',
    'sentiment',
    'review',
  ],
  leader: ['exclusionNote', 'figureNote', 'order', 'campaign', 'sentiment'],
  administrator: [],
}
const opens: Record<string, (keyof Marks)[]> = {
  'cases.open-identity': ['contactOne'],
  'followUps.openContact': ['partyA'],
}

describe('every operation, called by everybody', () => {
  it('has its call written down', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(calls).sort())
  })

  it.each(operations.map((operation) => [operation.name, operation] as const))('%s', async (name, operation) => {
    const how = calls[name]
    if (!how) throw new Error(`${name} is not walked`)
    const got: Record<string, number> = {}
    const leaks: string[] = []
    for (const role of roles) {
      if (name === 'identity.signOut' && role !== 'anyone') continue
      const answer = await callLater(operation, await how.input(east), east.people[role], server.east)
      got[role] = answer.status
      const bytes = answer.text + JSON.stringify(answer.headers)
      leaks.push(...foreignMarks(bytes, role, name).map((mark) => `${role}: ${mark}`))
    }
    const wanted = Object.fromEntries(Object.keys(got).map((role) => [role, statusFor(operation, how, role)]))
    expect(got).toEqual(wanted)
    expect(leaks).toEqual([])
  })

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s knows no session of another tenant, and finds none of its rows',
    async (name, operation) => {
      const how = calls[name]
      if (!how) throw new Error(`${name} is not walked`)
      for (const role of roles) {
        const outsider = await callLater(operation, await how.input(east), west.people[role], server.east)
        const anonymous = statusFor(operation, how, 'anyone')
        expect([role, outsider.status]).toEqual([role, anonymous])
        if (name === 'identity.signOut') continue
        const abroad = await callLater(operation, await how.input(east), west.people[role], server.west)
        expect(foreignMarks(abroad.text, role, '', east.marks)).toEqual([])
      }
    },
  )
})

/** Calls a quarter of an hour after the call before, so that no limit on attempts speaks in the place of access. */
function callLater(...call: Parameters<TestServer['call']>) {
  server.clock.now = new Date(server.clock.now.getTime() + 15 * 60_000)
  return server.call(...call)
}

function statusFor(operation: Operation, how: Call, role: string): number {
  const known = roles.find((each) => each === role)
  if (!known) throw new Error(`no role ${role}`)
  const own = how.status?.[known]
  if (own !== undefined) return own
  const passed = how.passed ?? 200
  const { access } = operation
  if (access === 'anyone') return passed
  if (known === 'anyone') return 401
  const isResident = known.startsWith('resident')
  if (access === 'signed-in') return passed
  if (access === 'resident') return isResident ? passed : 404
  if (isResident) return 404
  if (access === 'staff') return passed
  const template = roleTemplates.find(({ id }) => id === templateOf[known])
  return template?.permissions.some((held) => held === access) ? passed : 404
}

/** The texts in these bytes that the role has no business to see; without a list of its own, every text is foreign. */
function foreignMarks(bytes: string, role: Role, name: string, only?: Marks): string[] {
  const allowed = only ? [] : [...sees[role], ...(opens[name] ?? [])].map((key) => east.marks[key])
  const all = only ? Object.values(only) : [...Object.values(east.marks), ...Object.values(west.marks)]
  return all.filter((mark) => bytes.includes(mark) && !allowed.includes(mark))
}
