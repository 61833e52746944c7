import type { SheetName } from '@minyi/shared/registry/contract.ts'
import type { DistrictFiles } from '../data/read.ts'
import { writeRows } from '../features/registry/sheets/queries.ts'
import { type Context, today } from '../platform/context.ts'

/** Loads areas, units, officers and collection points the way a person's spreadsheet is loaded; again changes nothing. */
export async function loadRegistry(ctx: Context, files: DistrictFiles): Promise<void> {
  const active = <T extends object>(rows: readonly T[]) => rows.map((row) => ({ ...row, active: true }))
  const sheets: [SheetName, readonly Record<string, unknown>[]][] = [
    ['areas', files.areas],
    ['units', active(files.units)],
    ['officers', active(files.officers)],
    ['collection-points', active(files.collectionPoints)],
  ]
  for (const [sheet, rows] of sheets) {
    const read = rows.map((values, i) => ({ row: i + 2, values }))
    await writeRows(ctx, sheet, read, today(ctx))
  }
}
