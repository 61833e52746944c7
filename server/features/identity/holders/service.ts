import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { Context } from '../../../platform/context.ts'
import * as queries from './queries.ts'

/** Everybody who answers for something over the whole place: whoever has to hear of what concerns all of it. */
export function listHoldersOfAll(ctx: Context, permission: Permission): Promise<string[]> {
  return queries.listHolders(ctx, [permission], queries.everywhere())
}

/** Everybody who holds a permission over a place; `own`: only those who belong to its unit, or act for it. */
export function listHoldersOver(
  ctx: Context,
  permission: Permission,
  place: queries.Place,
  own: boolean,
): Promise<string[]> {
  return queries.listHolders(ctx, [permission], queries.covering(ctx, place, own))
}

/** Everybody who holds one of the permissions, however far it reaches. */
export function listHoldersOfAny(ctx: Context, permissions: readonly Permission[]): Promise<string[]> {
  return queries.listHolders(ctx, permissions)
}
