import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { Context } from '../../../platform/context.ts'
import { type ItemColumns, reachOver } from '../conflicts/queries.ts'
import { within } from '../queries.ts'

/** The one scope over items, for the statements of other features over the table `cases` itself. */
export const reachCases = (ctx: Context, ...permissions: Permission[]) => within(ctx, ...permissions)

/** The same over rows of their own that stand for items: counts, alarms, campaigns by area and unit. */
export const reachRows = (ctx: Context, permissions: readonly Permission[], columns: ItemColumns) =>
  reachOver(ctx, permissions, columns)
