import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guessColumns } from '@minyi/shared/cases/imports/columns/rules.ts'
import { ImportMapping } from '@minyi/shared/cases/imports/contract.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { takeIn } from '../../features/cases/imports/folders/service.ts'
import { insertSource, type SourceRow } from '../../features/cases/imports/queries.ts'
import { workOn } from '../../features/cases/imports/work/service.ts'
import { insertDraft } from '../../features/cases/legislation/queries.ts'
import { idFromName } from '../../platform/ids.ts'
import { type Chance, chanceOf } from '../chance.ts'
import { demoTenant } from '../tenant.ts'
import type { World } from '../world.ts'

const headings = [
  '工单编号',
  '来电时间',
  '来电人',
  '来电号码',
  '诉求内容',
  '承办单位',
  '工单状态',
  '办结时间',
  '满意度',
]
const rows = 2_500
const matters = [
  '想问办证要带哪些材料',
  '反映小区停车位不够',
  '反映夜间有噪声',
  '反映路面有坑洼',
  '反映垃圾清运不及时',
  '求助水管漏水',
]
const verdicts = ['满意', '基本满意', '不满意', '默认满意']

/** A hotline whose mapping is kept, a table of it that came in through the importer, and a draft law that asks for opinions. */
export async function writeImports(world: World): Promise<number> {
  const source = await keepSource(world)
  const folder = await mkdtemp(join(tmpdir(), 'minyi-demo-'))
  try {
    const path = join(folder, 'table.csv')
    const count = Math.max(40, Math.round(rows * world.scale))
    await writeFile(path, await tableOf(world, count))
    const runId = await takeIn(world.ctx, source, path, '12345热线工单（演示数据）.csv')
    await workOn(world.ctx, runId)
    await keepDraft(world)
    return count
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function keepSource({ ctx }: World): Promise<SourceRow> {
  const source: SourceRow = {
    tenantId: ctx.tenant.id,
    id: idFromName(`${demoTenant.slug}/import-source/hotline`),
    slug: 'hotline',
    name: '12345 热线工单',
    channel: 'hotline',
    mapping: ImportMapping.parse({ columns: guessColumns(headings), values: {} }),
    version: 1,
    watched: true,
    active: true,
    changedAt: ctx.now(),
    changedBy: null,
  }
  await insertSource(ctx, source)
  return source
}

async function tableOf(world: World, count: number): Promise<string> {
  const chance = chanceOf(world.files.simulation.seed, 'imports')
  const { database, tenant } = world.ctx
  const found = await database.sql<{ name: string }[]>`select name from units where tenant_id = ${tenant.id}`
  const names = found.map(({ name }) => name).sort()
  const lines = Array.from({ length: count }, (_, index) => rowOf(world, chance, names, index + 1).join(','))
  return [headings.join(','), ...lines].join('\r\n')
}

/** A few rows are faulty, as every real table has some. */
function rowOf(world: World, chance: Chance, names: readonly string[], number: number): string[] {
  const today = world.dayOf(world.now)
  const isOpen = chance.of(0.03)
  const day = addDays(today, -chance.between(1, isOpen ? 3 : 90))
  const ended = addDays(day, chance.between(0, 1))
  const isFaulty = chance.of(0.004)
  return [
    `RX${String(number).padStart(6, '0')}`,
    isFaulty ? '时间不详' : `${day} ${chance.between(8, 18)}:${chance.between(10, 59)}`,
    '演示来电人',
    `1390000${String(chance.between(0, 9999)).padStart(4, '0')}`,
    `${chance.pick(matters)}，请尽快处理（演示数据 ${number}）`,
    chance.pick(names),
    isOpen ? '办理中' : '已办结',
    isOpen ? '' : `${ended} 19:30`,
    isOpen ? '' : chance.pick(verdicts),
  ]
}

async function keepDraft(world: World): Promise<void> {
  const { ctx } = world
  const today = world.dayOf(world.now)
  const [unit] = await ctx.database.sql<{ id: string }[]>`
    select id from units where tenant_id = ${ctx.tenant.id} and name = '太仓市司法局'`
  if (!unit) return
  await insertDraft(ctx, {
    id: idFromName(`${demoTenant.slug}/law-draft/1`),
    title: '太仓市行政执法监督办法（征求意见稿，演示数据）',
    address: null,
    unitId: unit.id,
    openFrom: addDays(today, -10),
    openUntil: addDays(today, 20),
    createdAt: ctx.now(),
  })
}
