import { roleTemplates } from '@minyi/shared/identity/rules.ts'
import { type DistrictFiles, districtId, readDistrictFiles } from '../data/read.ts'
import { hashPassword } from '../features/identity/passwords/service.ts'
import { insertGrant, insertResidentOnce, insertStaff } from '../features/identity/queries.ts'
import { registryId } from '../features/registry/sheets/queries.ts'
import type { Context } from '../platform/context.ts'
import { sealFields } from '../platform/sealing.ts'
import { demoTenant } from './tenant.ts'

/** The one password of all demo accounts; it opens nothing but a demo tenant. */
export const demoPassword = 'minyi-demo-2026'

export type DemoAccount = { login: string; role: string; name: string; unit: string; password: string }

/** Every sign-in of the demo: staff by login and password, residents by telephone and the SMS code of the emulator. */
export function demoAccounts(): DemoAccount[] {
  const { accounts, units, areas } = readDistrictFiles(demoTenant.slug)
  const unitNames = new Map(units.map((unit) => [unit.externalId, unit.shortName]))
  const areaNames = new Map(areas.map((area) => [area.externalId, area.name]))
  const roles = new Map(roleTemplates.map((role) => [role.id, role.title]))
  const staff = accounts.staff.map((member) => ({
    login: member.login,
    role: member.collectorKind ?? roles.get(member.role) ?? member.role,
    name: member.name,
    unit: unitNames.get(member.unit ?? '') ?? areaNames.get(member.scopeArea ?? '') ?? '',
    password: demoPassword,
  }))
  const residents = accounts.residents.map((resident) => ({
    login: resident.phone,
    role: '居民',
    name: resident.name,
    unit: areaNames.get(resident.area) ?? '',
    password: '短信验证码',
  }))
  return [...residents, ...staff]
}

export const demoStaffId = (login: string) => districtId(demoTenant.id, 'staff', login)
export const demoResidentId = (phone: string) => districtId(demoTenant.id, 'resident', phone)

/** Loads staff with their grants, and residents with sealed telephones; what is there already stays as it is. */
export async function loadAccounts(ctx: Context, files: DistrictFiles): Promise<void> {
  const hashes = await Promise.all(files.accounts.staff.map(() => hashPassword(demoPassword)))
  for (const [i, member] of files.accounts.staff.entries()) await loadStaff(ctx, member, hashes[i] ?? '')
  for (const resident of files.accounts.residents) await loadResident(ctx, resident)
}

type StaffRow = DistrictFiles['accounts']['staff'][number]

async function loadStaff(ctx: Context, member: StaffRow, passwordHash: string): Promise<void> {
  const id = demoStaffId(member.login)
  const idOf = (sheet: 'areas' | 'units' | 'officers', externalId: string | null) =>
    externalId === null ? null : registryId(ctx.tenant.id, sheet, externalId)
  await insertStaff(ctx, {
    id,
    login: member.login,
    name: member.name,
    passwordHash,
    unitId: idOf('units', member.unit),
    officerId: idOf('officers', member.officer),
  })
  await insertGrant(ctx, {
    id: districtId(ctx.tenant.id, 'staff', `${member.login}-grant`),
    staffId: id,
    roleId: member.role,
    areaId: idOf('areas', member.scopeArea),
    unitId: idOf('units', member.scopeUnit),
  })
}

async function loadResident(ctx: Context, { phone, name }: { phone: string; name: string }): Promise<void> {
  const id = demoResidentId(phone)
  const blindIndex = ctx.encryption.blindIndex(`${ctx.tenant.id}/phone`, phone)
  if (!(await insertResidentOnce(ctx, 'phone', blindIndex, id))) return
  await sealFields(ctx, { kind: 'resident', id }, { phone, name }, ['phone'])
}
