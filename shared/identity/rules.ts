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
} as const

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
    permissions: ['matters.read', 'matters.write', 'cases.read', 'cases.handle', 'figures.closed', 'registry.read'],
  },
  { id: 'officer', title: '执法人员', permissions: ['figures.own', 'registry.read'] },
  { id: 'dispatcher', title: '受理分派员', permissions: ['cases.read', 'cases.dispatch', 'registry.read'] },
  {
    id: 'supervisor',
    title: '执法监督员',
    permissions: [
      'cases.read',
      'cases.supervise',
      'cases.unseal',
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
    permissions: ['figures.exact', 'figures.publish', 'ratings.exclude.approve', 'registry.read'],
  },
  {
    id: 'administrator',
    title: '系统管理员',
    permissions: ['registry.read', 'registry.write', 'staff.manage', 'definitions.write', 'audit.read'],
  },
]
