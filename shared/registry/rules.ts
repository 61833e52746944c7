import { z } from 'zod'
import { Day } from '../platform/time.ts'
import type { AreaLevel, SheetFault, SheetName } from './contract.ts'
import { areaLevelLabels } from './labels.ts'

/** A column of a sheet: its heading, the key it fills and what may stand in a cell. Cells arrive as trimmed text. */
export type Column = {
  heading: string
  key: string
  cell: z.ZodType
  /** A sheet may come without this column, which then is read as empty. */
  optional?: true
}

const text = (most: number) => z.string().min(1, '不能为空').max(most, `最多 ${most} 字`)
const externalId = z.string().regex(/^[0-9A-Za-z-]{1,40}$/, '编号只能用字母、数字和短横，最多 40 位')
const parent = z.union([z.literal('').transform(() => null), externalId], '上级编号不对')
const words = z.string().transform((cell) =>
  cell
    .split(/[、，,；;]/)
    .map((word) => word.trim())
    .filter((word) => word !== ''),
)
const inUse = z.enum(['在用', '停用', ''], '只能写“在用”或“停用”').transform((cell) => cell !== '停用')
const day = z.union([z.literal('').transform(() => null), Day], '日期写成 2026-01-31 这样')
const levels = Object.fromEntries(Object.entries(areaLevelLabels).map(([code, label]) => [label, code]))
const level = z.string().transform((cell, check): AreaLevel => {
  const code = levels[cell]
  if (code === 'city' || code === 'township' || code === 'village' || code === 'grid') return code
  check.addIssue({
    code: 'custom',
    message: `级别只能是${Object.keys(levels).join('、')}`,
  })
  return z.NEVER
})

/** The columns of each sheet, in the order they are exported. */
export const sheetColumns: Record<SheetName, readonly Column[]> = {
  areas: [
    { heading: '编号', key: 'externalId', cell: externalId },
    {
      heading: '统计代码',
      key: 'code',
      cell: z.union(
        [z.literal('').transform(() => null), z.string().regex(/^\d{12}$/)],
        '统计代码是 12 位数字，没有就留空',
      ),
    },
    { heading: '名称', key: 'name', cell: text(60) },
    { heading: '级别', key: 'level', cell: level },
    { heading: '上级编号', key: 'parent', cell: parent },
    { heading: '生效日期', key: 'validFrom', cell: day },
    { heading: '失效日期', key: 'validTo', cell: day },
  ],
  units: [
    { heading: '编号', key: 'externalId', cell: externalId },
    { heading: '名称', key: 'name', cell: text(80) },
    { heading: '简称', key: 'shortName', cell: text(40) },
    { heading: '所在区域编号', key: 'area', cell: externalId },
    { heading: '执法领域', key: 'fields', cell: words },
    { heading: '状态', key: 'active', cell: inUse },
    { heading: '上级单位编号', key: 'parent', cell: parent, optional: true },
  ],
  officers: [
    { heading: '编号', key: 'externalId', cell: externalId },
    { heading: '单位编号', key: 'unit', cell: externalId },
    { heading: '姓名', key: 'name', cell: text(20) },
    {
      heading: '执法证号',
      key: 'certificateNumber',
      cell: z.string().regex(/^\d{8,18}$/, '执法证号是 8–18 位数字'),
    },
    { heading: '状态', key: 'active', cell: inUse },
  ],
  'collection-points': [
    { heading: '编号', key: 'externalId', cell: externalId },
    { heading: '名称', key: 'name', cell: text(60) },
    { heading: '所在区域编号', key: 'area', cell: externalId },
    { heading: '地址', key: 'address', cell: text(120) },
    { heading: '采集员类别', key: 'collectorKinds', cell: words },
    { heading: '状态', key: 'active', cell: inUse },
  ],
}

export type SheetRow = { row: number; values: Record<string, unknown> }

/** Reads the cells of a sheet by its columns; every fault names the row as the spreadsheet counts it and the heading. */
export function readRows(columns: readonly Column[], cells: readonly { row: number; cells: Record<string, string> }[]) {
  const rows: SheetRow[] = []
  const faults: SheetFault[] = []
  for (const { row, cells: line } of cells) {
    const values: Record<string, unknown> = {}
    for (const column of columns) {
      const read = column.cell.safeParse(line[column.heading] ?? '')
      if (read.success) values[column.key] = read.data
      else
        faults.push({
          row,
          column: column.heading,
          message: read.error.issues[0]?.message ?? '写法不对',
        })
    }
    rows.push({ row, values })
  }
  return { rows, faults }
}

/** Every value that stands in a column more than once, named at its second and later rows. */
export function findRepeats(rows: readonly SheetRow[], key: string, heading: string): SheetFault[] {
  const first = new Map<unknown, number>()
  return rows.flatMap(({ row, values }) => {
    const value = values[key]
    const before = first.get(value)
    if (before !== undefined) return [{ row, column: heading, message: `和第 ${before} 行重复` }]
    first.set(value, row)
    return []
  })
}

/** Every row whose reference leads nowhere. */
export function findStrays(
  rows: readonly SheetRow[],
  key: string,
  heading: string,
  known: ReadonlySet<string>,
): SheetFault[] {
  return rows.flatMap(({ row, values }) => {
    const value = values[key]
    if (typeof value !== 'string' || known.has(value)) return []
    return [{ row, column: heading, message: `找不到编号 ${value}` }]
  })
}

/** Every row of a sheet with parents whose line of parents comes back to itself. */
export function findCircles(
  rows: readonly SheetRow[],
  parentOf: ReadonlyMap<string, string | null>,
  column = '上级编号',
): SheetFault[] {
  return rows.flatMap(({ row, values }) => {
    const start = values.externalId
    const seen = new Set<string>()
    let at = typeof start === 'string' ? (parentOf.get(start) ?? null) : null
    while (at !== null && at !== start && !seen.has(at)) {
      seen.add(at)
      at = parentOf.get(at) ?? null
    }
    return at !== null && at === start ? [{ row, column, message: '上级绕回了自己' }] : []
  })
}
