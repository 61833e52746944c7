import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { RouteName } from './routes'

/** A way in for staff: it appears for whoever holds one of these permissions. */
export type Entry = { route: RouteName; word: string; opens: readonly Permission[] }

/** In the order of the top bar. The first one that opens for a person is the page they land on after signing in. */
const entries: readonly Entry[] = [
  { route: 'workbench', word: '工作台', opens: ['cases.dispatch', 'cases.handle', 'cases.supervise'] },
  { route: 'approvals', word: '审核', opens: ['cases.dispatch', 'cases.supervise'] },
  { route: 'figures', word: '指标', opens: ['figures.exact'] },
  { route: 'supervision', word: '督办', opens: ['supervision.read', 'supervision.answer'] },
  { route: 'publish', word: '发布', opens: ['figures.exact'] },
  { route: 'answers', word: '调查数据', opens: ['figures.publish'] },
  { route: 'matters', word: '办结事项', opens: ['matters.read'] },
  { route: 'callBacks', word: '回访', opens: ['cases.call-back'] },
  { route: 'protection', word: '监督保护', opens: ['cases.supervise'] },
  { route: 'threeRates', word: '回访三率', opens: ['figures.exact'] },
  { route: 'against', word: '涉及本单位', opens: ['cases.handle', 'figures.own'] },
  { route: 'followUps', word: '差评跟进', opens: ['follow-ups.read'] },
  { route: 'exclusions', word: '剔除台账', opens: ['ratings.exclude.propose', 'ratings.exclude.approve'] },
  { route: 'unitRatings', word: '评价反馈', opens: ['matters.read'] },
  { route: 'officers', word: '执法人员', opens: ['figures.officers'] },
  { route: 'ownFigures', word: '我的数字', opens: ['figures.closed', 'figures.own'] },
  { route: 'register', word: '名录', opens: ['registry.write'] },
  { route: 'clocks', word: '时限与日历', opens: ['definitions.write'] },
  { route: 'staff', word: '人员与权限', opens: ['staff.manage'] },
  { route: 'field', word: '采集', opens: ['cases.collect'] },
]

export function entriesFor(permissions: readonly Permission[]): Entry[] {
  return entries.filter(({ opens }) => opens.some((permission) => permissions.includes(permission)))
}
