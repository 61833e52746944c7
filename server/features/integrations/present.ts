import { ApiKey } from '@minyi/shared/integrations/contract.ts'
import { isLive } from '@minyi/shared/integrations/rules.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import type { KeyLine } from './queries.ts'

/** A key as its administrator sees it, with the names of the sources that it is limited to. */
export function toKey(ctx: Context, { key, createdBy }: KeyLine, sources: { id: string; name: string }[]): ApiKey {
  const at = (value: Date | null) => (value ? instantOf(ctx, value) : null)
  return ApiKey.parse({
    ...key,
    sources: key.sourceIds && sources.filter((source) => key.sourceIds?.includes(source.id)),
    createdAt: at(key.createdAt),
    createdBy,
    endsAt: at(key.endsAt),
    lastUsedAt: at(key.lastUsedAt),
    revokedAt: at(key.revokedAt),
    live: isLive(key, ctx.now()),
  })
}
