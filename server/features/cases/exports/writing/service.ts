import type { Readable } from 'node:stream'
import { CaseExport, type ExportColumn } from '@minyi/shared/cases/exports/contract.ts'
import { exportColumnLabels } from '@minyi/shared/cases/exports/labels.ts'
import { exportLivesDays } from '@minyi/shared/cases/exports/rules.ts'
import { type Context, type Platform, type StaffActor, systemContext } from '../../../../platform/context.ts'
import { openMadeFiles } from '../../../../platform/made-files.ts'
import { writeSpreadsheet } from '../../../../platform/spreadsheet.ts'
import { listTenants } from '../../../../platform/tenants.ts'
import { findStaffActor } from '../../../identity/service.ts'
import { notify } from '../../../notices/service.ts'
import { noteLooks } from '../../looks/service.ts'
import type { CaseLine } from '../../queries.ts'
import { readFound } from '../../search/service.ts'
import { toCells } from '../present.ts'
import * as queries from '../queries.ts'

const leaseMs = 120_000

class Cancelled extends Error {}

/** Writes one export that waits; answers how many it wrote, so that a loop goes on until none is left. */
export async function writeExport(platform: Platform): Promise<number> {
  const row = await queries.takeExport(platform, leaseFrom(platform))
  if (!row) return 0
  const tenant = (await listTenants(platform)).find(({ id }) => id === row.tenantId)
  if (!tenant) return 0
  const ctx = systemContext(platform, tenant, 'cases.write-export')
  try {
    await write(ctx, row)
  } catch (cause) {
    await openMadeFiles(ctx.config.dataDir).remove(tenant.id, row.id)
    if (!(cause instanceof Cancelled)) await fail(ctx, row, cause)
  }
  return 1
}

/** Files that are too old go. */
export async function expireExports(platform: Platform): Promise<void> {
  const files = openMadeFiles(platform.config.dataDir)
  const tenants = await listTenants(platform)
  for (const row of await queries.listExpired(platform)) {
    const tenant = tenants.find(({ id }) => id === row.tenantId)
    if (!tenant) continue
    await files.remove(row.tenantId, row.id)
    await queries.settleExport(systemContext(platform, tenant, 'cases.expire'), row.id, ['ready'], { state: 'expired' })
  }
}

async function write(ctx: Context, row: queries.ExportRow): Promise<void> {
  const asker = await findStaffActor(ctx, ctx.tenant, row.staffId)
  if (!asker) throw new Error('whoever asked for this export is not there any more')
  const { columns, filter } = CaseExport.pick({ columns: true, filter: true }).parse(row)
  const scope: Context = { ...ctx, actor: exporting(asker.actor) }
  let count = 0
  const progress = async (written: number) => {
    count = written
    if (!(await queries.noteProgress(ctx, row.id, written, leaseFrom(ctx)))) throw new Cancelled('cancelled')
  }
  const cells = cellsOf(scope, readFound(scope, filter), { columns, progress })
  const headings = columns.map((column) => exportColumnLabels[column])
  const { body } = await writeSpreadsheet('民意件', row.format === 'csv' ? 'csv' : 'xlsx', headings, cells)
  const bytes = await openMadeFiles(ctx.config.dataDir).write(ctx.tenant.id, row.id, asStream(body))
  const expiresAt = new Date(ctx.now().getTime() + exportLivesDays * 86_400_000)
  const ready = { state: 'ready', rows: count, bytes, doneAt: ctx.now(), expiresAt, leaseUntil: null }
  if (!(await queries.settleExport(ctx, row.id, ['writing'], ready))) throw new Cancelled('cancelled')
  await tell(ctx, row, 'export-ready', count)
}

async function* cellsOf(
  ctx: Context,
  pages: AsyncIterable<CaseLine[]>,
  { columns, progress }: { columns: readonly ExportColumn[]; progress: (written: number) => Promise<void> },
): AsyncGenerator<string[]> {
  let written = 0
  for await (const lines of pages) {
    await noteLooks(
      ctx,
      lines.map(({ item }) => item.id),
      'export',
    )
    for (const line of lines) yield toCells(ctx, line, columns)
    written += lines.length
    await progress(written)
  }
}

/** The asker as they are now, with those grants alone that let them take lists out. */
function exporting(actor: StaffActor): StaffActor {
  return { ...actor, grants: actor.grants.filter(({ permissions }) => permissions.includes('cases.export')) }
}

async function fail(ctx: Context, row: queries.ExportRow, cause: unknown): Promise<void> {
  ctx.log.error({ err: cause, export: row.id }, 'an export was not written')
  await queries.settleExport(ctx, row.id, ['writing'], { state: 'failed', doneAt: ctx.now(), leaseUntil: null })
  await tell(ctx, row, 'export-failed', null)
}

async function tell(
  ctx: Context,
  row: queries.ExportRow,
  kind: 'export-ready' | 'export-failed',
  count: number | null,
) {
  const about = { kind: 'export', id: row.id }
  await notify(ctx, { to: [row.staffId], kind, about, key: row.id, ...(count === null ? {} : { count }) })
}

const leaseFrom = ({ now }: Pick<Platform, 'now'>) => new Date(now().getTime() + leaseMs)

function asStream(body: Buffer | Readable): Readable {
  if (Buffer.isBuffer(body)) throw new Error('a table is written as a stream')
  return body
}
