import { addDays } from '@minyi/shared/platform/time.ts'
import { submitCase } from '../features/cases/intake/service.ts'
import { acceptCase, assignCase, replyCase } from '../features/cases/office/steps/service.ts'
import { setPath } from '../features/cases/paths/service.ts'
import { askReview } from '../features/cases/petitions/service.ts'
import { registryId } from '../features/registry/sheets/queries.ts'
import { idFromName } from '../platform/ids.ts'
import { acting, momentOf, type World } from './world.ts'

const text =
  '小区物业费涨价没有公示，我写信反映后住建部门一直没有查处。请查清涨价是否开过业主大会，并给我书面答复。来信附了缴费单复印件。'
const reply =
  '经查，该小区物业费调整前由业主委员会组织表决，表决结果在公告栏公示十五日，程序符合规定，已将表决材料复印件寄给您。'
const reasons = '公告栏里没有看到过公示，答复也没有写明公示的日期和地点，请上级机关重新核实。'

/** One item that a resident took to 信访: a town answered it, the resident does not accept the answer, and 复查 waits at the desks. */
export async function writePetition(world: World): Promise<void> {
  const caseId = idFromName(`${world.ctx.tenant.id}/petition`)
  const resident = world.people.resident('13800000003')
  const unitOf = (unit: string) => registryId(world.ctx.tenant.id, 'units', unit)
  const on = (daysAgo: number, minutes: number) => momentOf(world, addDays(world.dayOf(world.now), -daysAgo), minutes)
  const by = (login: string, daysAgo: number, minutes: number) =>
    acting(world, on(daysAgo, minutes), world.people.staff(login))
  const step = (version: number) => ({ id: idFromName(`${caseId}/step/${version}`), caseId, version })

  await submitCase(acting(world, on(24, 9 * 60), resident, `case/${caseId}`), {
    ...{ id: caseId, kind: 'complaint', entry: 'general', identity: 'supervisor', channel: 'mini-app', text },
    ...{ title: '物业费涨价没有公示', conduct: 'inaction', accusedUnitId: unitOf('u-zjj'), photos: [], contact: {} },
  })
  await acceptCase(by('fenpai', 23, 9 * 60), { ...step(1), words: '' })
  const words = '来信反映的事项属于信访，按信访程序办理。'
  await setPath(by('fenpai', 23, 9 * 60 + 5), { ...step(2), legalPath: 'petition', words })
  await assignCase(by('fenpai', 23, 9 * 60 + 10), { ...step(3), unitId: unitOf('u-chengxiang'), words: '' })
  await replyCase(by('chengxiang', 4, 15 * 60), { ...step(4), outcome: 'done', words: reply })
  const ask = { id: idFromName(`${caseId}/review`), caseId, level: 'review' as const, reasons }
  await askReview(acting(world, on(2, 20 * 60), resident, `review/${caseId}`), ask)
}
