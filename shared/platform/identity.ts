import { z } from 'zod'

/** A random UUID. Whoever creates a thing makes its id, and that id is the idempotency key of the write. */
export const Id = z.uuid()
export type Id = z.infer<typeof Id>

/**
 * What a member of staff may do (权限). Roles are named sets of these, granted over areas × units; the scope itself is
 * applied in the query, never on a screen.
 */
export const permissions = [
  'registry.read',
  'registry.write',
  'matters.read',
  'matters.write',
  'ratings.assist',
  'ratings.exclude.propose',
  'ratings.exclude.approve',
  'follow-ups.read',
  'follow-ups.handle',
  'cases.read',
  'cases.collect',
  'cases.dispatch',
  'cases.handle',
  'cases.supervise',
  'cases.unseal',
  'cases.import',
  'cases.export',
  'cases.call-back',
  'cases.workload',
  'supervision.read',
  'supervision.order',
  'supervision.answer',
  'hotspots.read',
  'campaigns.write',
  'bulletins.write',
  'bulletins.review',
  'topics.write',
  'integrations.manage',
  'figures.exact',
  'figures.closed',
  'figures.own',
  'figures.officers',
  'figures.publish',
  'definitions.write',
  'staff.manage',
  'audit.read',
] as const
export const Permission = z.enum(permissions)
export type Permission = z.infer<typeof Permission>

/** What another system may do with a key of its own (密钥权限): bring items in, or speak Open311. */
export const apiScopes = ['api.import', 'api.open311'] as const
export const ApiScope = z.enum(apiScopes)
export type ApiScope = z.infer<typeof ApiScope>

/**
 * Who may call an operation: `anyone` (also unsigned), a signed-in `resident`, any signed-in member of `staff`,
 * `signed-in` (either), staff holding a permission, or another system whose key has a scope.
 */
export type Access = 'anyone' | 'resident' | 'staff' | 'signed-in' | Permission | ApiScope
