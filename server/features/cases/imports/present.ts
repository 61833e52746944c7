import { CaseChannel } from '@minyi/shared/cases/contract.ts'
import { ImportMapping, ImportRun, type ImportSource } from '@minyi/shared/cases/imports/contract.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { RunLine, SourceRow } from './queries.ts'

export function toSource(ctx: Context, row: SourceRow, items: number, lastRunAt: Date | null): ImportSource {
  const { id, slug, name, watched, active, version } = row
  return {
    id,
    slug,
    name,
    watched,
    active,
    version,
    channel: CaseChannel.parse(row.channel),
    mapping: ImportMapping.parse(row.mapping),
    items,
    lastRunAt: lastRunAt && instantOf(ctx, lastRunAt),
  }
}

export function toRun(ctx: Context, { run, sourceName, startedBy }: RunLine): ImportRun {
  const at = (value: Date | null) => value && instantOf(ctx, value)
  return ImportRun.parse({
    ...run,
    sourceName,
    startedBy,
    createdAt: instantOf(ctx, run.createdAt),
    startedAt: at(run.startedAt),
    endedAt: at(run.endedAt),
  })
}
