import type { Permission } from '../platform/identity.ts'

/** Product decisions about signing in; times in milliseconds. */
export const signIn = {
  codeLivesMs: 5 * 60_000,
  codeTries: 5,
  resendAfterMs: 60_000,
  residentSessionMs: 90 * 86_400_000,
  staffSessionMs: 12 * 3_600_000,
  failuresBeforeLock: 5,
  lockMs: 15 * 60_000,
  oneTimePasswordLivesMs: 7 * 86_400_000,
} as const

/** What whoever signed in with a one-time password may call, besides what is open to anybody. */
export const beforeOwnPassword: readonly string[] = ['identity.readMe', 'identity.changePassword', 'identity.signOut']

/** What a password of one's own must be, as the form says it and the server checks it. */
export const passwordRule = {
  least: 10,
  differentLeast: 5,
  words: '至少 10 位，字母、数字、符号用两种',
} as const

/** What is wrong with a new password, or null. Length and variety count; nobody has to change it every month. */
export function passwordFault(password: string, { login, before }: { login: string; before: string }): string | null {
  const letters = [...password]
  const kinds = [/[a-z]/i, /\d/, /[^a-z\d]/i].filter((kind) => kind.test(password)).length
  if (letters.length < passwordRule.least) return `至少 ${passwordRule.least} 位`
  if (kinds < 2) return '字母、数字、符号至少用两种'
  if (new Set(letters).size < passwordRule.differentLeast) return '重复的字符太多'
  if (password.toLowerCase().includes(login.toLowerCase())) return '不能包含账号'
  return password === before ? '不能和原来的一样' : null
}

/** A telephone with its middle hidden, as its owner recognises it. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(7)}`

/** What a failed password leads to: the count so far, and until when the account is locked. */
export function afterFailure(failures: number, nowMs: number): { failures: number; lockedUntilMs: number | null } {
  const next = failures + 1
  return next >= signIn.failuresBeforeLock
    ? { failures: 0, lockedUntilMs: nowMs + signIn.lockMs }
    : { failures: next, lockedUntilMs: null }
}

/** A role as a tenant starts with it; the administrator may change its permissions, which are data. */
export type RoleTemplate = { id: string; title: string; permissions: readonly Permission[] }

export const roleTemplates: readonly RoleTemplate[] = [
  { id: 'grid-worker', title: '网格员', permissions: ['cases.collect', 'ratings.assist', 'registry.read'] },
  { id: 'collector', title: '采集员', permissions: ['cases.collect', 'registry.read'] },
  {
    id: 'unit-staff',
    title: '单位经办人',
    permissions: [
      'matters.read',
      'matters.write',
      'cases.read',
      'cases.handle',
      'supervision.answer',
      'figures.closed',
      'registry.read',
    ],
  },
  { id: 'officer', title: '执法人员', permissions: ['figures.own', 'registry.read'] },
  {
    id: 'dispatcher',
    title: '受理分派员',
    permissions: [
      'cases.read',
      'cases.dispatch',
      'cases.import',
      'cases.export',
      'cases.call-back',
      'cases.workload',
      'hotspots.read',
      'topics.write',
      'registry.read',
    ],
  },
  {
    id: 'supervisor',
    title: '执法监督员',
    permissions: [
      'cases.read',
      'cases.supervise',
      'cases.unseal',
      'cases.export',
      'cases.call-back',
      'cases.workload',
      'supervision.read',
      'supervision.order',
      'hotspots.read',
      'campaigns.write',
      'bulletins.write',
      'follow-ups.read',
      'follow-ups.handle',
      'figures.exact',
      'figures.officers',
      'figures.publish',
      'ratings.exclude.propose',
      'registry.read',
    ],
  },
  {
    id: 'leader',
    title: '领导',
    permissions: [
      'figures.exact',
      'figures.publish',
      'ratings.exclude.approve',
      'supervision.read',
      'supervision.order',
      'hotspots.read',
      'campaigns.write',
      'bulletins.review',
      'registry.read',
    ],
  },
  {
    id: 'administrator',
    title: '系统管理员',
    permissions: [
      'registry.read',
      'registry.write',
      'staff.manage',
      'definitions.write',
      'integrations.manage',
      'topics.write',
      'audit.read',
    ],
  },
]
