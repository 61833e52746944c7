import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { guessColumns } from '@minyi/shared/cases/imports/columns/rules.ts'
import { ImportMapping } from '@minyi/shared/cases/imports/contract.ts'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { insertSource, type SourceRow } from '../../features/cases/imports/queries.ts'
import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'

const headings = [
  '工单编号',
  '来电时间',
  '来电人',
  '来电号码',
  '诉求内容',
  '承办单位',
  '办理状态',
  '办结时间',
  '满意度',
]
const matters = [
  '夜间施工扰民',
  '小区门口流动摊贩占道经营',
  '路灯不亮',
  '公交站牌被遮挡',
  '河道有漂浮物',
  '停车收费没有公示',
]
const streets = ['上海路', '县府街', '人民南路', '滨河大道', '郑和中路', '太平路']
const verdicts = ['满意', '基本满意', '不满意', '默认满意', '']

/** What stands in a row of the made-up table, and what is wrong with it. */
export type HotlineRow = { row: number; externalId: string; text: string; fault: { field: string } | null }

/** A source of the stand whose columns are called as `writeHotline` calls them. */
export async function makeHotline(ctx: Context): Promise<SourceRow> {
  const source: SourceRow = {
    tenantId: ctx.tenant.id,
    id: newId(),
    slug: 'hotline',
    name: '12345 热线',
    channel: 'hotline',
    mapping: ImportMapping.parse({ columns: guessColumns(headings), values: {} }),
    version: 1,
    watched: false,
    active: true,
    changedAt: ctx.now(),
    changedBy: null,
  }
  await insertSource(ctx, source)
  return source
}

/** Writes a hotline's table of `count` rows as CSV, a share of them with a planted fault; answers what every row says. */
export async function writeHotline(
  path: string,
  { count, seed, faulty }: { count: number; seed: number; faulty: number },
): Promise<HotlineRow[]> {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]) => list[Math.floor(random() * list.length)]
  const out = createWriteStream(path)
  out.write(`${headings.join(',')}\r\n`)
  const told: HotlineRow[] = []
  for (let n = 1; n <= count; n++) {
    const externalId = `GD26${String(n).padStart(7, '0')}`
    const text = `${pick(streets)}${1 + Math.floor(random() * 300)}号附近${pick(matters)}，已经${1 + Math.floor(random() * 30)}天，希望尽快处理，原件第 ${n} 号`
    const isClosed = random() < 0.9
    const day = String(1 + Math.floor(random() * 27)).padStart(2, '0')
    const month = String(1 + Math.floor(random() * 5)).padStart(2, '0')
    const cells: Record<string, string> = {
      工单编号: externalId,
      来电时间: `2026/${month}/${day} ${Math.floor(random() * 24)}:12`,
      来电人: `来电人${n}`,
      来电号码: `139${String(Math.floor(random() * 1e8)).padStart(8, '0')}`,
      诉求内容: text,
      承办单位: `第${1 + Math.floor(random() * 40)}局`,
      办理状态: isClosed ? '已办结' : '办理中',
      办结时间: isClosed ? `2026-${month}-28 17:30` : '',
      满意度: isClosed ? (pick(verdicts) ?? '') : '',
    }
    const fault = random() < faulty ? (pick(plants) ?? null) : null
    if (fault) cells[fault.column] = fault.value
    told.push({ row: n + 1, externalId, text, fault: fault && { field: fault.field } })
    const line = headings.map((heading) => cells[heading] ?? '').join(',')
    if (!out.write(`${line}\r\n`)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  return told
}

const plants = [
  { column: '来电时间', field: 'receivedAt', value: '2026-05-32' },
  { column: '承办单位', field: 'unit', value: '没有的单位' },
  { column: '诉求内容', field: 'text', value: '' },
  { column: '办理状态', field: 'state', value: '说不清' },
  { column: '办结时间', field: 'endedAt', value: '昨天' },
]
