import type * as contract from '@minyi/shared/cases/exports/contract.ts'
import type { CaseExport } from '@minyi/shared/cases/exports/contract.ts'
import { exportsADay } from '@minyi/shared/cases/exports/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { countAttempt } from '../../../platform/attempts.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, dayOf, staffOf } from '../../../platform/context.ts'
import { openMadeFiles } from '../../../platform/made-files.ts'
import { Problem } from '../../../platform/problem.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { toExport } from './present.ts'
import * as queries from './queries.ts'

const daily = { kind: 'case-export', limit: exportsADay, windowMs: 86_400_000 } as const
const mediaTypes: Record<string, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Asks for a list as a file, with the reason; it is written in the background and the asker is told when it is ready. */
export async function beginExport(ctx: Context, input: InputOf<typeof contract.beginExport>): Promise<CaseExport> {
  const { id, filter, format, columns, reason } = input
  await countAttempt(ctx, staffOf(ctx).id, daily)
  return change(ctx, id, async (ctx) => {
    const row = await queries.insertExport(ctx, {
      id,
      staffId: staffOf(ctx).id,
      format,
      columns: [...new Set(columns)],
      filter,
      reason,
      state: 'waiting',
      createdAt: ctx.now(),
    })
    await audit(ctx, {
      action: 'cases.export',
      subjectKind: 'export',
      subjectId: id,
      detail: { filter, columns, reason },
    })
    return toExport(ctx, row)
  })
}

export async function listExports(ctx: Context): Promise<OutputOf<typeof contract.listExports>> {
  const rows = await queries.listOwn(ctx, staffOf(ctx).id)
  return { rows: rows.map((row) => toExport(ctx, row)) }
}

/** Stops the writing, or throws the file away. */
export async function cancelExport(ctx: Context, input: InputOf<typeof contract.cancelExport>): Promise<CaseExport> {
  return change(ctx, input.id, async (ctx) => {
    const row = await queries.findOwn(ctx, staffOf(ctx).id, input.exportId, true)
    if (!row) throw new Problem('not-found')
    const from = ['waiting', 'writing', 'ready']
    const cancelled = await queries.settleExport(ctx, row.id, from, { state: 'cancelled', doneAt: ctx.now() })
    if (!cancelled) throw new Problem('step-not-allowed')
    await openMadeFiles(ctx.config.dataDir).remove(ctx.tenant.id, row.id)
    await audit(ctx, { action: 'cases.cancel-export', subjectKind: 'export', subjectId: row.id })
    return toExport(ctx, cancelled)
  })
}

/** The file, for who asked for it and nobody else; each fetching is recorded. */
export async function downloadExport(
  ctx: Context,
  input: InputOf<typeof contract.downloadExport>,
): Promise<FileAnswer> {
  const row = await queries.findOwn(ctx, staffOf(ctx).id, input.exportId)
  if (!row) throw new Problem('not-found')
  const files = openMadeFiles(ctx.config.dataDir)
  const isGood = row.state === 'ready' && row.expiresAt !== null && row.expiresAt > ctx.now()
  if (!isGood || !(await files.exists(ctx.tenant.id, row.id))) throw new Problem('step-not-allowed')
  await audit(ctx, { action: 'cases.fetch-export', subjectKind: 'export', subjectId: row.id })
  return {
    mediaType: mediaTypes[row.format] ?? 'application/octet-stream',
    fileName: `民意件-${dayOf(ctx, row.createdAt)}.${row.format}`,
    body: files.read(ctx.tenant.id, row.id),
  }
}
