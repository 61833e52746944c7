import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { RouteName } from './routes'

/** What an entry is for; where somebody has many, they are gathered so in the bar. */
type EntryGroup = '办件' | '督办' | '热点' | '指标' | '设置'

/** A way in for staff: it appears for whoever holds one of these permissions. */
export type Entry = { group: EntryGroup; route: RouteName; word: string; opens: readonly Permission[] }

/** In the order of the top bar. The first one that opens for a person is the page they land on after signing in. */
const entries: readonly Entry[] = [
  { group: '办件', route: 'workbench', word: '工作台', opens: ['cases.dispatch', 'cases.handle', 'cases.supervise'] },
  { group: '办件', route: 'approvals', word: '审核', opens: ['cases.dispatch', 'cases.supervise'] },
  {
    group: '办件',
    route: 'petitionReviews',
    word: '复查复核',
    opens: ['cases.dispatch', 'cases.handle', 'cases.supervise'],
  },
  { group: '办件', route: 'workload', word: '工作量', opens: ['cases.workload'] },
  { group: '指标', route: 'figures', word: '指标', opens: ['figures.exact'] },
  { group: '督办', route: 'supervision', word: '督办', opens: ['supervision.read', 'supervision.answer'] },
  { group: '热点', route: 'hotspots', word: '热点', opens: ['hotspots.read'] },
  { group: '热点', route: 'campaigns', word: '专项整治', opens: ['hotspots.read'] },
  { group: '热点', route: 'sentiment', word: '舆情', opens: ['hotspots.read'] },
  { group: '指标', route: 'publish', word: '发布', opens: ['figures.exact'] },
  { group: '指标', route: 'answers', word: '调查数据', opens: ['figures.publish'] },
  { group: '办件', route: 'matters', word: '办结事项', opens: ['matters.read'] },
  { group: '办件', route: 'callBacks', word: '回访', opens: ['cases.call-back'] },
  { group: '办件', route: 'protection', word: '监督保护', opens: ['cases.supervise'] },
  { group: '指标', route: 'threeRates', word: '回访三率', opens: ['figures.exact'] },
  { group: '办件', route: 'against', word: '涉及本单位', opens: ['cases.handle', 'figures.own'] },
  { group: '办件', route: 'followUps', word: '差评跟进', opens: ['follow-ups.read'] },
  {
    group: '指标',
    route: 'exclusions',
    word: '剔除台账',
    opens: ['ratings.exclude.propose', 'ratings.exclude.approve'],
  },
  { group: '办件', route: 'unitRatings', word: '评价反馈', opens: ['matters.read'] },
  { group: '督办', route: 'bulletins', word: '通报', opens: ['bulletins.write', 'bulletins.review'] },
  { group: '指标', route: 'officers', word: '执法人员', opens: ['figures.officers'] },
  { group: '指标', route: 'ownFigures', word: '我的数字', opens: ['figures.closed', 'figures.own'] },
  { group: '办件', route: 'callTasks', word: '电话告知', opens: ['cases.call-back'] },
  { group: '办件', route: 'exports', word: '导出', opens: ['cases.export'] },
  { group: '设置', route: 'templates', word: '答复模板', opens: ['cases.dispatch', 'cases.handle'] },
  { group: '办件', route: 'imports', word: '数据导入', opens: ['cases.import'] },
  { group: '设置', route: 'staff', word: '人员与权限', opens: ['staff.manage'] },
  { group: '设置', route: 'register', word: '名录', opens: ['registry.write'] },
  { group: '设置', route: 'keys', word: '接口密钥', opens: ['integrations.manage'] },
  { group: '办件', route: 'legislation', word: '立法意见', opens: ['cases.dispatch'] },
  { group: '热点', route: 'topics', word: '诉求主题', opens: ['topics.write'] },
  { group: '设置', route: 'clocks', word: '时限与日历', opens: ['definitions.write'] },
  { group: '督办', route: 'duties', word: '法定期限', opens: ['supervision.order', 'definitions.write'] },
  { group: '设置', route: 'notices', word: '消息发送', opens: ['integrations.manage'] },
  { group: '设置', route: 'webhooks', word: '事件推送', opens: ['integrations.manage'] },
  { group: '设置', route: 'field', word: '采集', opens: ['cases.collect'] },
]

export function entriesFor(permissions: readonly Permission[]): Entry[] {
  return entries.filter(({ opens }) => opens.some((permission) => permissions.includes(permission)))
}
