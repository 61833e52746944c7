import { z } from 'zod'
import { Id, Permission } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Instant } from '../platform/time.ts'

export const phonePattern = /^1[3-9]\d{9}$/
export const Phone = z.string().regex(phonePattern, '请填写 11 位手机号')

/** A signed-in session: the token is shown once, here; the server keeps its hash. */
export const Session = z.object({ token: z.string(), expiresAt: Instant, kind: z.enum(['resident', 'staff']) })
export type Session = z.infer<typeof Session>

const GrantView = z.object({ role: z.string(), area: z.string().nullable(), unit: z.string().nullable() })

/** Who I am to this tenant. */
export const Me = z.object({
  kind: z.enum(['resident', 'staff']),
  id: Id,
  name: z.string().nullable(),
  unit: z.object({ id: Id, name: z.string() }).nullable(),
  officerId: Id.nullable(),
  permissions: z.array(Permission),
  grants: z.array(GrantView),
  tenant: z.object({ slug: z.string(), name: z.string(), demo: z.boolean() }),
})
export type Me = z.infer<typeof Me>

export const StaffMember = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  active: z.boolean(),
  lockedUntil: Instant.nullable(),
  openSessions: z.number().int(),
  grants: z.array(GrantView),
})
export type StaffMember = z.infer<typeof StaffMember>

export const describeTenant = operation({
  name: 'identity.describeTenant',
  summary: '这是哪个地方的民意直通，是否为演示数据',
  method: 'GET',
  path: '/tenant',
  access: 'anyone',
  input: z.object({}),
  output: z.object({ slug: z.string(), name: z.string(), demo: z.boolean() }),
  problems: [],
})

export const requestCode = operation({
  name: 'identity.requestCode',
  summary: '发送短信验证码',
  method: 'POST',
  path: '/sms-codes',
  access: 'anyone',
  input: z.object({ phone: Phone }),
  output: z.object({ expiresInSeconds: z.number().int(), retryInSeconds: z.number().int() }),
  problems: ['code-too-often', 'too-many-requests', 'sms-unavailable'],
})

export const readDemoCode = operation({
  name: 'identity.readDemoCode',
  summary: '演示环境：查看模拟短信里的验证码（正式环境没有这个操作）',
  method: 'GET',
  path: '/demo/sms-code',
  access: 'anyone',
  input: z.object({ phone: Phone }),
  output: z.object({ code: z.string().nullable() }),
  problems: ['not-found'],
})

export const signInByCode = operation({
  name: 'identity.signInByCode',
  summary: '居民用手机号和验证码登录',
  method: 'POST',
  path: '/sessions/sms',
  access: 'anyone',
  input: z.object({ phone: Phone, code: z.string().regex(/^\d{6}$/, '验证码是 6 位数字') }),
  output: Session,
  problems: ['code-wrong', 'too-many-requests'],
})

export const signInByWechat = operation({
  name: 'identity.signInByWechat',
  summary: '居民在微信里静默登录',
  method: 'POST',
  path: '/sessions/wechat',
  access: 'anyone',
  input: z.object({ code: z.string().min(1, '缺少微信登录凭证').max(128) }),
  output: Session,
  problems: ['wechat-code-invalid', 'wechat-unavailable', 'too-many-requests'],
})

export const signInStaff = operation({
  name: 'identity.signInStaff',
  summary: '工作人员登录',
  method: 'POST',
  path: '/sessions/staff',
  access: 'anyone',
  input: z.object({
    login: z.string().min(1, '请填写账号').max(60),
    password: z.string().min(1, '请填写密码').max(200),
  }),
  output: Session,
  problems: ['credentials-wrong', 'account-locked', 'too-many-requests'],
})

export const signOut = operation({
  name: 'identity.signOut',
  summary: '退出登录，当前会话立即失效',
  method: 'DELETE',
  path: '/sessions/current',
  access: 'signed-in',
  input: z.object({}),
  output: z.object({}),
  problems: [],
})

export const readMe = operation({
  name: 'identity.readMe',
  summary: '我是谁，能做什么',
  method: 'GET',
  path: '/me',
  access: 'signed-in',
  input: z.object({}),
  output: Me,
  problems: [],
})

export const listStaff = operation({
  name: 'identity.listStaff',
  summary: '工作人员名单',
  method: 'GET',
  path: '/staff',
  access: 'staff.manage',
  input: z.object({ ...Paging, search: z.string().max(60).optional() }),
  output: pageOf(StaffMember),
  problems: [],
})

export const revokeSessions = operation({
  name: 'identity.revokeSessions',
  summary: '让一名工作人员的全部会话失效',
  method: 'POST',
  path: '/staff/:staffId/revoke-sessions',
  access: 'staff.manage',
  input: z.object({ id: Id, staffId: Id }),
  output: z.object({ revoked: z.number().int() }),
  problems: ['id-reused'],
})

export const setActive = operation({
  name: 'identity.setActive',
  summary: '停用或恢复一个工作人员账号，停用时会话一并失效',
  method: 'POST',
  path: '/staff/:staffId/active',
  access: 'staff.manage',
  input: z.object({ id: Id, staffId: Id, active: z.boolean() }),
  output: z.object({ active: z.boolean() }),
  problems: ['id-reused'],
})
