import { type DistrictFiles, districtId } from '../data/read.ts'
import { insertStaff } from '../features/identity/queries.ts'
import { findStaffActor } from '../features/identity/service.ts'
import { registryId } from '../features/registry/sheets/queries.ts'
import type { Actor, Context, StaffActor } from '../platform/context.ts'
import { demoResidentId, demoStaffId } from './accounts.ts'

/** Who acts in the simulation: the demo accounts, and for units without one a member of staff who cannot sign in. */
export type People = {
  staff: (login: string) => StaffActor
  handlerOf: (unit: string) => StaffActor
  resident: (phone: string) => Actor
}

export async function readPeople(ctx: Context, files: DistrictFiles): Promise<People> {
  const accounts = new Map<string, StaffActor>()
  const handlers = new Map<string, StaffActor>()
  for (const { login, role, unit } of files.accounts.staff) {
    const actor = await readStaff(ctx, demoStaffId(login))
    accounts.set(login, actor)
    if (role === 'unit-staff' && unit) handlers.set(unit, actor)
  }
  for (const { externalId } of files.units) {
    if (!handlers.has(externalId)) handlers.set(externalId, await makeHandler(ctx, files, externalId))
  }
  return {
    staff: (login) => known(accounts, login),
    handlerOf: (unit) => known(handlers, unit),
    resident: (phone) => ({ kind: 'resident', id: demoResidentId(phone) }),
  }
}

async function readStaff(ctx: Context, id: string): Promise<StaffActor> {
  const found = await findStaffActor(ctx, ctx.tenant, id)
  if (!found) throw new Error(`demo account ${id} is gone`)
  return found.actor
}

/** A name in the story of a unit that has no demo account: its account is closed, so that nobody can sign in with it. */
async function makeHandler(ctx: Context, files: DistrictFiles, unit: string): Promise<StaffActor> {
  const id = districtId(ctx.tenant.id, 'staff', `handler-${unit}`)
  const unitId = registryId(ctx.tenant.id, 'units', unit)
  const name = files.officers.find((officer) => officer.unit === unit)?.name ?? '经办人'
  await insertStaff(ctx, {
    id,
    login: `handler-${unit}`,
    name,
    passwordHash: '-',
    unitId,
    officerId: null,
    active: false,
  })
  const permissions = ['matters.read', 'matters.write', 'cases.handle', 'cases.read']
  return {
    kind: 'staff',
    id,
    name,
    unitId,
    officerId: null,
    grants: [{ role: 'unit-staff', permissions, areaIds: null, unitId }],
  }
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key)
  if (!found) throw new Error(`nobody acts as ${key} in the demo`)
  return found
}
