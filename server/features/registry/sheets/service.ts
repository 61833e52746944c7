import type { InputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/registry/contract.ts'
import type { ImportReport, SheetFault, SheetName } from '@minyi/shared/registry/contract.ts'
import { sheetLabels } from '@minyi/shared/registry/labels.ts'
import {
  findCircles,
  findRepeats,
  findStrays,
  readRows,
  type SheetRow,
  sheetColumns,
} from '@minyi/shared/registry/rules.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, today } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { readSpreadsheet, writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { exportRows, listExternalIds, listParents, listParentUnits, type Outcome, writeRows } from './queries.ts'

const mostFaults = 500

/** The administrator loads a sheet: all of it or, with one fault, nothing; the same file again changes nothing. */
export async function importSheet(ctx: Context, input: InputOf<typeof contract.importSheet>): Promise<ImportReport> {
  const { headings, rows: cells } = await readSpreadsheet(Buffer.from(input.contentBase64, 'base64'))
  const columns = sheetColumns[input.sheet]
  const missing = columns.filter(({ heading, optional }) => !optional && !headings.includes(heading))
  if (missing.length > 0) {
    const names = missing.map((column) => `“${column.heading}”`).join('、')
    throw new Problem('import-unreadable', { detail: `缺少列：${names}。请用导出的表格作模板` })
  }
  const read = readRows(columns, cells)
  if (input.rehearse) {
    const faults = [...read.faults, ...(await findFaults(ctx, input.sheet, read.rows))]
    return report(input.sheet, cells.length, faults, null)
  }
  return change(ctx, input.id, async (ctx) => {
    const faults = [...read.faults, ...(await findFaults(ctx, input.sheet, read.rows))]
    const outcome = faults.length > 0 ? null : await writeRows(ctx, input.sheet, read.rows, today(ctx))
    await audit(ctx, {
      action: 'import',
      subjectKind: input.sheet,
      subjectId: input.id,
      detail: { faults: faults.length, outcome },
    })
    return report(input.sheet, cells.length, faults, outcome)
  })
}

/** The sheet as it stands, to be edited and imported again. */
export async function exportSheet(ctx: Context, input: InputOf<typeof contract.exportSheet>): Promise<FileAnswer> {
  const headings = sheetColumns[input.sheet].map((column) => column.heading)
  return writeSpreadsheet(sheetLabels[input.sheet], input.format, headings, await exportRows(ctx, input.sheet))
}

async function findFaults(ctx: Context, sheet: SheetName, rows: readonly SheetRow[]): Promise<SheetFault[]> {
  const repeats = findRepeats(rows, 'externalId', '编号')
  if (sheet === 'officers') {
    const unitIds = await listExternalIds(ctx, 'units')
    return [
      ...repeats,
      ...findRepeats(rows, 'certificateNumber', '执法证号'),
      ...findStrays(rows, 'unit', '单位编号', unitIds),
    ]
  }
  const areaIds = await listExternalIds(ctx, 'areas')
  const strays = sheet === 'areas' ? [] : findStrays(rows, 'area', '所在区域编号', areaIds)
  if (sheet === 'collection-points') return [...repeats, ...strays]
  return [...repeats, ...strays, ...(await findParentFaults(ctx, sheet, rows))]
}

async function findParentFaults(ctx: Context, sheet: 'areas' | 'units', rows: readonly SheetRow[]) {
  const ids = await listExternalIds(ctx, sheet)
  const parentOf = await (sheet === 'areas' ? listParents(ctx) : listParentUnits(ctx))
  for (const { values } of rows) {
    if (typeof values.externalId !== 'string') continue
    ids.add(values.externalId)
    parentOf.set(values.externalId, typeof values.parent === 'string' ? values.parent : null)
  }
  const column = sheet === 'areas' ? '上级编号' : '上级单位编号'
  return [...findStrays(rows, 'parent', column, ids), ...findCircles(rows, parentOf, column)]
}

function report(sheet: SheetName, rows: number, faults: readonly SheetFault[], outcome: Outcome | null): ImportReport {
  const sorted = [...faults].sort((a, b) => a.row - b.row)
  return {
    sheet,
    rows,
    created: outcome?.created ?? 0,
    changed: outcome?.changed ?? 0,
    unchanged: outcome?.unchanged ?? 0,
    written: outcome !== null,
    faults: sorted.slice(0, mostFaults),
    moreFaults: Math.max(0, sorted.length - mostFaults),
  }
}
