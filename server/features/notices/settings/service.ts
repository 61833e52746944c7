import { emptySettings, Settings } from '@minyi/shared/notices/office/contract.ts'
import type { Context } from '../../../platform/context.ts'
import { readVersioned, writeParameter } from '../../../platform/parameters.ts'

const name = 'notices.settings'

/** The tenant's templates and quiet hours, with the version and source note that the administrator sees. */
export const readSettings = (ctx: Context) => readVersioned(ctx, name, Settings, emptySettings)

/** The version after the one that was on the screen; false when somebody else was faster. */
export const writeSettings = (ctx: Context, after: number, value: Settings, source: string): Promise<boolean> =>
  writeParameter(ctx, name, { after, value, source })
