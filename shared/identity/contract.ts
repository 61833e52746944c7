import { z } from 'zod'
import { Id, Permission } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Instant } from '../platform/time.ts'

export const phonePattern = /^1[3-9]\d{9}$/
export const Phone = z.string().regex(phonePattern, '请填写 11 位手机号')

/** A signed-in session: the token is shown once, here; the server keeps its hash. */
export const Session = z.object({ token: z.string(), expiresAt: Instant, kind: z.enum(['resident', 'staff']) })
export type Session = z.infer<typeof Session>

/** A role given over an area (with all below it) and a unit, in words and by id; null means every one. */
export const GrantView = z.object({
  role: z.string(),
  area: z.string().nullable(),
  unit: z.string().nullable(),
  roleId: z.string(),
  areaId: Id.nullable(),
  unitId: Id.nullable(),
})
export type GrantView = z.infer<typeof GrantView>

/** Who I am to this tenant. */
export const Me = z.object({
  kind: z.enum(['resident', 'staff']),
  id: Id,
  name: z.string().nullable(),
  /** What staff sign in with. */
  login: z.string().nullable(),
  /** The own telephone with its middle hidden: `138****0001`. */
  phone: z.string().nullable(),
  /** The password is a one-time one: until it is changed, nothing else can be done. */
  mustChangePassword: z.boolean(),
  unit: z.object({ id: Id, name: z.string() }).nullable(),
  officerId: Id.nullable(),
  permissions: z.array(Permission),
  grants: z.array(GrantView),
  tenant: z.object({ slug: z.string(), name: z.string(), demo: z.boolean() }),
})
export type Me = z.infer<typeof Me>

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
  problems: ['credentials-wrong', 'account-locked', 'password-expired', 'too-many-requests'],
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

export const changePassword = operation({
  name: 'identity.changePassword',
  summary: '工作人员修改自己的密码；其他地方的登录随之失效',
  method: 'POST',
  path: '/me/password',
  access: 'staff',
  input: z.object({
    id: Id,
    current: z.string().min(1, '请填写当前密码').max(200),
    next: z.string().min(1, '请填写新密码').max(200),
  }),
  output: z.object({ changed: z.literal(true) }),
  problems: ['password-wrong', 'too-many-requests', 'id-reused'],
})

export const changePhone = operation({
  name: 'identity.changePhone',
  summary: '工作人员登记自己的手机号，用短信验证码确认',
  method: 'POST',
  path: '/me/phone',
  access: 'staff',
  input: z.object({ id: Id, phone: Phone, code: z.string().regex(/^\d{6}$/, '验证码是 6 位数字') }),
  output: z.object({ phone: z.string() }),
  problems: ['code-wrong', 'too-many-requests', 'id-reused'],
})
