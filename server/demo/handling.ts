import { proposeClosing } from '../features/cases/closings/service.ts'
import { readCase } from '../features/cases/office/service.ts'
import { definePathDesk } from '../features/cases/paths/service.ts'
import { askExtension, askPause, objectToCase } from '../features/cases/requests/service.ts'
import { listCases } from '../features/cases/search/service.ts'
import type { Context } from '../platform/context.ts'
import { idFromName } from '../platform/ids.ts'
import { acting, type World } from './world.ts'

const units = ['jiaotong', 'shichang', 'huanbao', 'gongan', 'chengxiang', 'loudong', 'shenpi']
const desks = [
  { path: 'reconsideration', office: '太仓市人民政府行政复议机构（演示）', phone: '0512-0000-0001（演示）' },
  { path: 'litigation', office: '太仓市人民法院立案庭（演示）', phone: '0512-0000-0002（演示）' },
  { path: 'arbitration', office: '太仓市劳动人事争议仲裁院（演示）', phone: '0512-0000-0003（演示）' },
  { path: 'petition', office: '太仓市信访局（演示）', phone: '0512-0000-0004（演示）' },
  { path: 'discipline', office: '纪检监察举报', phone: '12388' },
] as const

/** What waits for a second person on the day the demo is loaded, and where the legal paths lead. How many requests wait. */
export async function writeHandling(world: World): Promise<number> {
  const admin = actingNow(world, 'admin')
  for (const desk of desks) {
    const id = idFromName(`${world.ctx.tenant.id}/path-desk/${desk.path}`)
    await definePathDesk(admin, { id, version: 0, address: '', hours: '工作日 9:00–17:00（演示）', ...desk })
  }
  let asked = 0
  for (const [turn, login] of units.entries()) if (await askOne(actingNow(world, login), turn)) asked += 1
  return asked + (await proposeOne(world))
}

/** One request of a unit on an item of its own, of another kind each turn. */
async function askOne(ctx: Context, turn: number): Promise<boolean> {
  const { rows } = await listCases(ctx, { state: 'handling', kind: 'complaint', reach: 'all', limit: 20 })
  for (const row of rows) {
    const { acts, version } = await readCase(ctx, { caseId: row.id })
    const step = { id: idFromName(`${row.id}/request`), caseId: row.id, version }
    if (turn % 3 === 0 && acts.includes('ask-extension')) {
      const words = '需要调取执法记录仪并听取当事各方意见，申请延长办理时间。'
      await askExtension(ctx, { ...step, days: 10, words })
      return true
    }
    if (turn % 3 === 1 && acts.includes('ask-pause')) {
      const words = '已送检测机构检测，等检测报告出具后继续办理。'
      await askPause(ctx, { ...step, reason: 'expert', days: 15, words })
      return true
    }
    if (turn % 3 === 2 && acts.includes('object')) {
      await objectToCase(ctx, { ...step, words: '经核对权责清单，此事项由镇综合执法局主管，不属于本单位职责。' })
      return true
    }
  }
  return false
}

async function proposeOne(world: World): Promise<number> {
  const ctx = actingNow(world, 'fenpai')
  const { rows } = await listCases(ctx, { state: 'accepted', reach: 'all', limit: 3 })
  if (rows.length === 0) return 0
  const items = rows.map(({ id, version }) => ({ caseId: id, version }))
  const id = idFromName(`${world.ctx.tenant.id}/closing`)
  const words = '经核实属于劳动争议，请向劳动人事争议仲裁委员会申请仲裁。'
  await proposeClosing(ctx, { id, items, endReason: 'other-path', otherPath: 'arbitration', words })
  return rows.length
}

const actingNow = (world: World, login: string) => acting(world, world.now, world.people.staff(login))
