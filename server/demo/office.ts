import type { CaseFilter } from '@minyi/shared/cases/search/contract.ts'
import type { TemplateAct } from '@minyi/shared/cases/templates/contract.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { submitCase } from '../features/cases/intake/service.ts'
import { assessOpinion, decideOpinion } from '../features/cases/legislation/service.ts'
import { saveTemplate } from '../features/cases/templates/service.ts'
import { saveView } from '../features/cases/views/service.ts'
import { idFromName } from '../platform/ids.ts'
import { demoTenant } from './tenant.ts'
import { acting, momentOf, type World } from './world.ts'

type View = { login: string; name: string; sharedWith: 'own' | 'unit' | 'role'; filter: Partial<CaseFilter> }

/** What the desks have kept for themselves, their unit and their post. */
const views: readonly View[] = [
  { login: 'fenpai', name: '快到期的投诉', sharedWith: 'role', filter: { kind: 'complaint', clock: 'soon' } },
  { login: 'fenpai', name: '微信群来的', sharedWith: 'own', filter: { channel: 'wechat-group' } },
  { login: 'jiandu', name: '封存的投诉', sharedWith: 'own', filter: { kind: 'complaint', identity: 'sealed' } },
  { login: 'chengguan', name: '本单位超期的', sharedWith: 'unit', filter: { clock: 'overdue' } },
]

type Template = { login: string; unit: boolean; act: TemplateAct; title: string; words: string }

const templates: readonly Template[] = [
  {
    login: 'fenpai',
    unit: false,
    act: 'refuse',
    title: '属于行政复议',
    words: '您反映的 {编号} 是对行政处罚决定不服，可以自收到决定书之日起 60 日内向行政复议机构申请复议。',
  },
  {
    login: 'fenpai',
    unit: false,
    act: 'assign',
    title: '请按期答复',
    words: '{编号} 请于 {期限} 前办结并答复诉求人，到现场核实的请附照片。',
  },
  {
    login: 'fenpai',
    unit: false,
    act: 'reply',
    title: '已到现场处理',
    words: '您于 {收到日期} 反映的“{标题}”，{单位}已到现场核实处理。如还没有解决，请在评价里告诉我们。',
  },
  {
    login: 'chengguan',
    unit: true,
    act: 'reply',
    title: '占道经营已清理',
    words: '您反映的{区域}占道经营，执法人员已于{今天}到场劝离，之后一周每天巡查。',
  },
]

type Opinion = { article: string; text: string; daysAgo: number; told?: 'adopted' | 'not-adopted'; words?: string }

/** Opinions on the draft that is open: answered, weighed and not looked at yet. */
const opinions: readonly Opinion[] = [
  {
    article: '第十二条',
    text: '第十二条只说“及时”答复，建议写明十个工作日，老百姓才知道要等多久。',
    daysAgo: 8,
    told: 'adopted',
    words: '已把第十二条改为“应当自收到之日起十个工作日内答复”。',
  },
  {
    article: '第十二条',
    text: '建议第十二条加上：到期没有答复的，向上一级监督机构反映。',
    daysAgo: 6,
    told: 'not-adopted',
    words: '上位法对逾期未答复已有规定，本办法不再重复，谢谢您的建议。',
  },
  { article: '第二十条', text: '第二十条的特邀监督员，希望也请企业和社区的代表。', daysAgo: 5 },
  { article: '第二十条', text: '特邀监督员任期多久没有写，建议一届三年。', daysAgo: 2 },
  { article: '第五条', text: '第五条的“重大执法决定”范围太宽，基层不好掌握，请列明。', daysAgo: 1 },
]

/** Saved views, templates, and opinions on the open draft law, all by the use cases that people use. How many there are. */
export async function writeOffice(world: World): Promise<number> {
  for (const view of views) await keepView(world, view)
  for (const template of templates) await keepTemplate(world, template)
  for (const [index, opinion] of opinions.entries()) await giveOpinion(world, opinion, index)
  return views.length + templates.length + opinions.length
}

const idOf = (kind: string, name: string) => idFromName(`${demoTenant.slug}/${kind}/${name}`)
const actingNow = (world: World, login: string) => acting(world, world.now, world.people.staff(login))

async function keepView(world: World, { login, name, sharedWith, filter }: View): Promise<void> {
  const id = idOf('case-view', name)
  await saveView(actingNow(world, login), {
    ...{ id, viewId: id, version: 0, name, sharedWith },
    filter: { reach: 'all', ...filter },
  })
}

async function keepTemplate(world: World, { login, unit, act, title, words }: Template): Promise<void> {
  const id = idOf('reply-template', title)
  const unitId = unit ? world.people.staff(login).unitId : null
  await saveTemplate(actingNow(world, login), { id, templateId: id, version: 0, unitId, act, title, words })
}

/** Somebody says what they think of the draft; the first are weighed the day after, and answered. */
async function giveOpinion(world: World, { article, text, daysAgo, told, words }: Opinion, index: number) {
  const day = addDays(world.dayOf(world.now), -daysAgo)
  const caseId = idOf('law-opinion', String(index + 1))
  const resident = index === 0 ? world.people.resident('13800000006') : ({ kind: 'anyone', id: null } as const)
  await submitCase(acting(world, momentOf(world, day, 10 * 60), resident, `case/${caseId}`), {
    ...{ id: caseId, kind: 'opinion', entry: 'legislative', identity: 'public', channel: 'web', text, article },
    ...{ draftId: idOf('law-draft', '1'), photos: [], contact: {} },
  })
  if (!told || !words) return
  const clerk = (minutes: number) =>
    acting(world, momentOf(world, addDays(day, 1), minutes), world.people.staff('fenpai'))
  const step = (name: string) => ({ id: idOf('law-opinion', `${index + 1}/${name}`), caseId, version: 1 })
  await assessOpinion(clerk(9 * 60), { ...step('assess'), assessment: 'weighed' })
  await decideOpinion(clerk(15 * 60), { ...step('decide'), adoption: told, words })
}
