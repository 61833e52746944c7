import { type Area, AreaLevel, CodeTarget, type StandingCode } from '@minyi/shared/registry/contract.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import type { codes } from './tables.ts'

type AreaRow = Omit<Area, 'level'> & { level: string }

export const presentArea = (row: AreaRow): Area => ({ ...row, level: AreaLevel.parse(row.level) })

export function presentCode(ctx: Context, row: typeof codes.$inferSelect): StandingCode {
  return {
    code: row.code,
    link: `${ctx.config.publicUrl}/c/${row.code}`,
    targetKind: CodeTarget.parse(row.targetKind),
    targetId: row.targetId,
    createdAt: instantOf(ctx, row.createdAt),
    revokedAt: row.revokedAt ? instantOf(ctx, row.revokedAt) : null,
  }
}
