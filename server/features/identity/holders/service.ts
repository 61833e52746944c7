import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { Context } from '../../../platform/context.ts'
import * as queries from './queries.ts'

/** Everybody who answers for something over the whole place: whoever has to hear of what concerns all of it. */
export function listHoldersOfAll(ctx: Context, permission: Permission): Promise<string[]> {
  return queries.listHoldersOfAll(ctx, permission)
}
