import { z } from 'zod'
import { Id, Permission } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'
import { GrantView, Phone } from '../contract.ts'

/** A member of staff (工作人员) as who manages them sees one. The telephone lies sealed: only that there is one is told. */
export const StaffMember = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  unitId: Id.nullable(),
  officer: z.object({ id: Id, name: z.string(), certificateNumber: z.string() }).nullable(),
  hasPhone: z.boolean(),
  active: z.boolean(),
  lockedUntil: Instant.nullable(),
  /** Until when the one-time password opens the account; null once the person has set their own. */
  oneTimeUntil: Instant.nullable(),
  openSessions: z.number().int(),
  grants: z.array(GrantView),
  version: z.number().int(),
  /** Whether the caller may change this account at all. */
  mayChange: z.boolean(),
})
export type StaffMember = z.infer<typeof StaffMember>

/** A role (角色) of the tenant; `grantable` where the caller may give it at least somewhere. */
export const Role = z.object({
  id: z.string(),
  title: z.string(),
  permissions: z.array(Permission),
  grantable: z.boolean(),
  /** It is about the whole place and can't be limited to an area or a unit. */
  wholeOnly: z.boolean(),
})
export type Role = z.infer<typeof Role>

/** A role to be given over an area and a unit; null means every one. */
export const GrantDraft = z.object({
  roleId: z.string().min(1).max(60),
  areaId: Id.nullable(),
  unitId: Id.nullable(),
})
export type GrantDraft = z.infer<typeof GrantDraft>

/** A password that opens the account once, to set an own one. It is shown here and nowhere else. */
export const OneTimePassword = z.object({ password: z.string(), until: Instant })
export type OneTimePassword = z.infer<typeof OneTimePassword>

/** What a member of staff signs in with. */
export const Login = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{2,39}$/, '账号用小写字母开头，3 到 40 位，可含数字、点和短横线')

const Person = {
  name: z.string().trim().min(1, '请填写姓名').max(40, '姓名最多 40 个字'),
  unitId: Id.nullable(),
  officerId: Id.nullable(),
  grants: z.array(GrantDraft).max(20, '一个人最多 20 项角色'),
}

export const listStaff = operation({
  name: 'identity.listStaff',
  summary: '工作人员名单',
  method: 'GET',
  path: '/staff',
  access: 'staff.manage',
  input: z.object({
    ...Paging,
    search: z.string().max(60).optional(),
    state: z.enum(['active', 'stopped']).optional(),
  }),
  output: pageOf(StaffMember),
  problems: [],
})

export const listRoles = operation({
  name: 'identity.listRoles',
  summary: '本地的角色，各能做什么，您能授予哪些',
  method: 'GET',
  path: '/roles',
  access: 'staff.manage',
  input: z.object({}),
  output: z.object({ roles: z.array(Role) }),
  problems: [],
})

export const addStaff = operation({
  name: 'identity.addStaff',
  summary: '新增工作人员，得到只显示一次的一次性密码',
  method: 'POST',
  path: '/staff',
  access: 'staff.manage',
  input: z.object({ id: Id, login: Login, ...Person, phone: Phone.nullable() }),
  output: z.object({ member: StaffMember, oneTime: OneTimePassword }),
  problems: ['login-taken', 'grant-beyond-own', 'id-reused'],
})

export const changeStaff = operation({
  name: 'identity.changeStaff',
  summary: '修改工作人员的姓名、单位、执法证、手机号和角色',
  method: 'PUT',
  path: '/staff/:staffId',
  access: 'staff.manage',
  input: z.object({
    id: Id,
    staffId: Id,
    version: z.number().int(),
    ...Person,
    /** Left out: as it is; null: taken away. */
    phone: Phone.nullable().optional(),
  }),
  output: StaffMember,
  problems: ['version-conflict', 'grant-beyond-own', 'own-account', 'last-administrator', 'id-reused'],
})

export const resetPassword = operation({
  name: 'identity.resetPassword',
  summary: '重置密码，得到只显示一次的一次性密码；会话一并失效，锁定解除',
  method: 'POST',
  path: '/staff/:staffId/password',
  access: 'staff.manage',
  input: z.object({ id: Id, staffId: Id }),
  output: OneTimePassword,
  problems: ['own-account', 'grant-beyond-own', 'id-reused'],
})

export const revokeSessions = operation({
  name: 'identity.revokeSessions',
  summary: '让一名工作人员的全部会话失效',
  method: 'POST',
  path: '/staff/:staffId/revoke-sessions',
  access: 'staff.manage',
  input: z.object({ id: Id, staffId: Id }),
  output: z.object({ revoked: z.number().int() }),
  problems: ['grant-beyond-own', 'id-reused'],
})

export const setActive = operation({
  name: 'identity.setActive',
  summary: '停用或恢复一个工作人员账号，停用时会话一并失效',
  method: 'POST',
  path: '/staff/:staffId/active',
  access: 'staff.manage',
  input: z.object({ id: Id, staffId: Id, active: z.boolean() }),
  output: z.object({ active: z.boolean() }),
  problems: ['own-account', 'grant-beyond-own', 'last-administrator', 'id-reused'],
})
