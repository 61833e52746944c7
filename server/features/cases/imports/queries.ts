import { and, desc, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { caseImports, importFaultRows, importFaults, importRuns, importSources } from './tables.ts'

export type SourceRow = typeof importSources.$inferSelect
export type RunRow = typeof importRuns.$inferSelect
export type RunLine = { run: RunRow; sourceName: string; startedBy: string | null }
export type FaultRow = typeof importFaults.$inferSelect

export async function listSourceRows(ctx: Context) {
  return ctx.db
    .select({
      source: importSources,
      items: sql<number>`(select count(*)::int from ${caseImports} i
        where i.tenant_id = import_sources.tenant_id and i.source_id = import_sources.id)`,
      lastRunAt: sql<string | null>`(select max(r.created_at) from ${importRuns} r
        where r.tenant_id = import_sources.tenant_id and r.source_id = import_sources.id and r.mode = 'import')`,
    })
    .from(importSources)
    .where(eq(importSources.tenantId, ctx.tenant.id))
    .orderBy(importSources.name, importSources.id)
}

export async function findSource(ctx: Context, id: string): Promise<SourceRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(importSources)
    .where(and(eq(importSources.tenantId, ctx.tenant.id), eq(importSources.id, id)))
  return row
}

export async function findSourceBySlug(ctx: Context, slug: string): Promise<SourceRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(importSources)
    .where(and(eq(importSources.tenantId, ctx.tenant.id), eq(importSources.slug, slug)))
  return row
}

export async function listWatched(ctx: Context): Promise<SourceRow[]> {
  return ctx.db
    .select()
    .from(importSources)
    .where(
      and(eq(importSources.tenantId, ctx.tenant.id), eq(importSources.watched, true), eq(importSources.active, true)),
    )
}

/** False when the name of its folder is taken. */
export async function insertSource(ctx: Context, row: Omit<SourceRow, 'tenantId'>): Promise<boolean> {
  const kept = await ctx.db
    .insert(importSources)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: importSources.id })
  return kept.length > 0
}

/** False when the version on the screen is no longer the newest. */
export async function updateSource(
  ctx: Context,
  id: string,
  version: number,
  patch: Partial<Omit<SourceRow, 'tenantId' | 'id' | 'slug'>>,
): Promise<boolean> {
  const rows = await ctx.db
    .update(importSources)
    .set({ ...patch, version: version + 1 })
    .where(and(eq(importSources.tenantId, ctx.tenant.id), eq(importSources.id, id), eq(importSources.version, version)))
    .returning({ id: importSources.id })
  return rows.length > 0
}

export async function insertRun(
  ctx: Context,
  row: Omit<typeof importRuns.$inferInsert, 'tenantId' | 'createdAt'>,
): Promise<void> {
  await ctx.db.insert(importRuns).values({ ...row, tenantId: ctx.tenant.id, createdAt: ctx.now() })
}

const runLines = (ctx: Context) =>
  ctx.db
    .select({ run: importRuns, sourceName: importSources.name, startedBy: staff.name })
    .from(importRuns)
    .innerJoin(
      importSources,
      and(eq(importSources.tenantId, importRuns.tenantId), eq(importSources.id, importRuns.sourceId)),
    )
    .leftJoin(staff, and(eq(staff.tenantId, importRuns.tenantId), eq(staff.id, importRuns.startedBy)))

export async function listRunLines(
  ctx: Context,
  sourceId: string | undefined,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<RunLine[]> {
  return runLines(ctx)
    .where(
      and(
        eq(importRuns.tenantId, ctx.tenant.id),
        sourceId ? eq(importRuns.sourceId, sourceId) : undefined,
        after
          ? sql`(${importRuns.createdAt}, ${importRuns.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(importRuns.createdAt), desc(importRuns.id))
    .limit(limit)
}

export async function findRunLine(ctx: Context, id: string): Promise<RunLine | undefined> {
  const [line] = await runLines(ctx).where(and(eq(importRuns.tenantId, ctx.tenant.id), eq(importRuns.id, id)))
  return line
}

/** Stops a run that is not over; false when it is. */
export async function stopRunOnce(ctx: Context, id: string): Promise<boolean> {
  const rows = await ctx.db
    .update(importRuns)
    .set({ state: 'stopped', endedAt: ctx.now(), leaseUntil: null })
    .where(
      and(
        eq(importRuns.tenantId, ctx.tenant.id),
        eq(importRuns.id, id),
        sql`${importRuns.state} in ('waiting', 'running')`,
      ),
    )
    .returning({ id: importRuns.id })
  return rows.length > 0
}

/** Equal faults of one column told once, what stops first, the most frequent first. */
export async function listFaultGroups(ctx: Context, runId: string, limit: number) {
  const rows = await ctx.db
    .select({
      column: importFaults.column,
      field: importFaults.field,
      code: importFaults.code,
      stops: importFaults.stops,
      value: importFaults.value,
      words: importFaults.words,
      firstRow: sql<number>`min(${importFaults.row})::int`,
      rows: sql<number>`count(*)::int`,
    })
    .from(importFaults)
    .where(and(eq(importFaults.tenantId, ctx.tenant.id), eq(importFaults.runId, runId)))
    .groupBy(
      importFaults.column,
      importFaults.field,
      importFaults.code,
      importFaults.stops,
      importFaults.value,
      importFaults.words,
    )
    .orderBy(sql`${importFaults.stops} desc, count(*) desc, min(${importFaults.row})`)
    .limit(limit)
  return rows
}

/** Rows that were not brought in, with their faults, in the order of the file. */
export async function listFaultRows(ctx: Context, runId: string, after: number, limit: number) {
  return ctx.db
    .select({
      row: importFaultRows.row,
      cells: importFaultRows.cells,
      faults: sql<{ column: string; words: string }[]>`(
        select json_agg(json_build_object('column', f.column, 'words', f.words) order by f.field)
        from ${importFaults} f
        where f.tenant_id = import_fault_rows.tenant_id and f.run_id = import_fault_rows.run_id
          and f.row = import_fault_rows.row and f.stops)`,
    })
    .from(importFaultRows)
    .where(
      and(
        eq(importFaultRows.tenantId, ctx.tenant.id),
        eq(importFaultRows.runId, runId),
        sql`${importFaultRows.row} > ${after}`,
      ),
    )
    .orderBy(importFaultRows.row)
    .limit(limit)
}
