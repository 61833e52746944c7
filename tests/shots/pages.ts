import type { Page } from 'playwright-core'
import type { Face } from './screens.ts'

/** What the walk made beforehand, to be put into addresses. */
export type Made = {
  claim: string
  ratingId: string
  caseId: string
  staffCaseId: string
  againstId: string
  followUpId: string
  indicatorId: string
  code: string
  /** Two published figures: of ratings, and of a survey. */
  figureId: string
  surveyFigureId: string
}

/** Residents come with what their phone keeps: nothing, a rating, or a complaint; staff by their login. */
export type Visitor = 'nobody' | 'resident' | 'rater' | 'complainant' | string

export type Shown = {
  name: string
  as: Visitor
  face: Face
  at: (made: Made) => string
  /** What is done on the page before it is looked at. */
  first?: (page: Page) => Promise<void>
}

const resident = (name: string, at: Shown['at'], more: Partial<Shown> = {}): Shown => ({
  ...{ name, at, as: 'nobody', face: 'phone' },
  ...more,
})
const office = (name: string, as: string, at: Shown['at'], first?: Shown['first']): Shown => ({
  ...{ name, as, at, face: 'desk' },
  ...(first ? { first } : {}),
})
const field = (name: string, at: Shown['at']): Shown => ({ name, as: 'wangge', at, face: 'phone' })

const openFirst = (page: Page) => page.locator('.dense-item').first().click()
const press = (id: string) => (page: Page) => page.locator(`#${id}`).click()
const choose = (name: RegExp) => (page: Page) => page.getByRole('radio', { name }).first().click()
const startOrder = (page: Page) => page.getByRole('button', { name: '开督办件' }).click()
const startLetter = (page: Page) => page.getByRole('button', { name: '发监督函' }).click()
const table = (page: Page) => page.getByRole('radio', { name: '表' }).first().click()

/** From the first step of a complaint to the page before it is sent; the draft that is kept fills in the rest. */
export async function fillComplaint(page: Page): Promise<void> {
  await choose(/仅监督机构/)(page)
  await press('to-form')(page)
  await choose(/^投诉/)(page)
  await choose(/不文明/)(page)
  await page.locator('#case-text').fill('在农贸市场东门检查时言语粗暴，没有出示执法证。希望说明情况并改进。')
  await page.getByRole('button', { name: /单位/ }).first().click()
  await page.locator('#unit-search').fill('城市管理')
  await page
    .getByRole('button', { name: /城市管理局/ })
    .first()
    .click()
  await page.locator('#place').fill('南园农贸市场东门')
}

/** The bulletin that everybody can read, and the one that is still being written. */
const openBulletin = (page: Page) => page.getByText('行政执法投诉举报办理情况的通报').first().click()
async function openDraft(page: Page): Promise<void> {
  await page.getByRole('button', { name: /草稿/ }).first().click()
  await page.getByText('一、总体情况').first().waitFor()
}

/** The first survey that was kept, and the figure it gives. */
const openAnswers = (page: Page) => page.getByRole('table').getByRole('link').first().click()

/** Somebody new with one role, not sent yet. */
async function addClerk(page: Page): Promise<void> {
  await page.getByRole('button', { name: '新增人员' }).click()
  await page.getByLabel('姓名', { exact: true }).fill('沈佳')
  await page.getByLabel('账号', { exact: true }).fill('shenjia')
  await page.getByRole('button', { name: '加一个角色' }).click()
  await page.getByLabel('角色 1', { exact: true }).selectOption({ label: '单位经办人' })
}

export const pages: readonly Shown[] = [
  resident('首页', () => '/home'),
  resident('首页（有待评价）', () => '/home', { as: 'resident' }),
  resident('首页（刚评价过）', () => '/home', { as: 'rater' }),
  resident('评执法', () => '/find'),
  resident('评价', ({ claim }) => `/r/${claim}`),
  resident('评价（已选）', ({ claim }) => `/r/${claim}`, { first: choose(/^不满意/) }),
  resident('评价码无效', () => '/rate?claim=nobody'),
  resident('评价回执', ({ ratingId }) => `/rating?id=${ratingId}`, { as: 'rater' }),
  resident('评价回执（别的手机）', ({ ratingId }) => `/rating?id=${ratingId}`),
  resident('固定码', ({ code }) => `/c/${code}`),
  resident('登录', () => '/sign-in'),
  resident('我的（未登录）', () => '/me'),
  resident('我的', () => '/me', { as: 'resident' }),
  resident('诉求（未登录）', () => '/cases'),
  resident('诉求', () => '/cases', { as: 'resident' }),
  resident('诉求（有回执）', () => '/cases', { as: 'complainant' }),
  resident('我要诉求', () => '/complain'),
  resident('写事情', () => '/complain', { first: fillComplaint }),
  resident('核对提交', () => '/complain', {
    first: async (page) => {
      await fillComplaint(page)
      await press('to-check')(page)
    },
  }),
  resident('已提交', ({ caseId }) => `/complain/done?id=${caseId}`, { as: 'complainant' }),
  resident('诉求进度', ({ caseId }) => `/progress?id=${caseId}`, { as: 'complainant' }),
  resident('谁打开过', ({ caseId }) => `/openings?id=${caseId}`, { as: 'complainant' }),
  resident('保护和奖励', ({ caseId }) => `/safeguard?id=${caseId}`, { as: 'complainant' }),
  resident('不实举报澄清', () => '/clarifications'),
  resident('公开数据', () => '/figure'),
  resident('怎么算的', () => '/method'),
  resident('已发布的数字', () => '/published'),
  resident('开放数据', () => '/open-data'),
  resident('出生证明', ({ figureId }) => `/certificate?id=${figureId}`),
  resident('出生证明（调查）', ({ surveyFigureId }) => `/certificate?id=${surveyFigureId}`),
  resident('公开数据（表）', () => '/figure', { first: table }),
  resident('舆情回应', () => '/responses'),
  resident('通报和年度报告', () => '/bulletins'),
  resident('一份通报', () => '/bulletins', { first: openBulletin }),
  resident('消息（未登录）', () => '/messages'),
  resident('消息', () => '/messages', { as: 'resident' }),
  resident('消息设置', () => '/messages/wishes', { as: 'resident' }),
  resident('隐私说明', () => '/privacy'),
  { name: '工作人员登录', as: 'nobody', face: 'desk', at: () => '/office/login' },
  office('工作台（分派）', 'fenpai', () => '/office/workbench'),
  office('一件诉求（分派）', 'fenpai', ({ staffCaseId }) => `/office/workbench?item=${staffCaseId}`),
  office('工作台（监督）', 'jiandu', () => '/office/workbench'),
  office('工作台（搜索）', 'fenpai', () => '/office/workbench?q=%E8%B7%AF%E7%81%AF'),
  office('工作量', 'jiandu', () => '/office/workload'),
  office('答复模板', 'fenpai', () => '/office/templates'),
  office('工作台（单位）', 'chengguan', () => '/office/workbench'),
  office('结案回访', 'jiandu', () => '/office/call-backs'),
  office('结案回访的一件', 'jiandu', () => '/office/call-backs', openFirst),
  office('回访三率', 'jiandu', () => '/office/three-rates'),
  office('监督保护', 'jiandu', () => '/office/protection'),
  office('监督保护：澄清', 'jiandu', () => '/office/protection?view=clarifications'),
  office('涉及本单位', 'chengguan', () => '/office/against'),
  office('涉及本单位的一件', 'chengguan', ({ againstId }) => `/office/against?item=${againstId}`),
  office('差评跟进', 'jiandu', () => '/office/follow-ups'),
  office('一件跟进', 'jiandu', ({ followUpId }) => `/office/follow-ups?item=${followUpId}`),
  office('督办件', 'jiandu', () => '/office/supervision?view=orders.active', openFirst),
  office('督办：多家承办', 'lingdao', () => '/office/supervision?view=orders.late', openFirst),
  office('开督办件', 'jiandu', () => '/office/supervision?view=orders.active', startOrder),
  office('监督函', 'jiandu', () => '/office/supervision?view=letters.late', openFirst),
  office('发监督函', 'jiandu', () => '/office/supervision?view=letters.open', startLetter),
  office('周交办', 'jiandu', () => '/office/supervision?view=lists.weekly'),
  office('月讲评', 'jiandu', () => '/office/supervision?view=lists.monthly'),
  office('交办我单位的', 'chengguan', () => '/office/supervision?view=tasks.open', openFirst),
  office('发给我单位的监督函', 'chengguan', () => '/office/supervision?view=received.open', openFirst),
  office('我单位的月讲评', 'chengguan', () => '/office/supervision?view=own-lists.monthly'),
  office('立法意见', 'fenpai', () => '/office/legislation'),
  office(
    '一份草案的意见',
    'fenpai',
    () => '/office/legislation',
    (page) =>
      page
        .getByRole('link', { name: /征求意见稿/ })
        .first()
        .click(),
  ),
  office('登记一份草案', 'fenpai', () => '/office/legislation?new=1'),
  office('热点', 'lingdao', () => '/office/hotspots'),
  office(
    '一个热点',
    'lingdao',
    () => '/office/hotspots',
    (page) =>
      page
        .getByRole('link', { name: /^看在哪里/ })
        .first()
        .click(),
  ),
  office('专项整治', 'lingdao', () => '/office/campaigns'),
  office(
    '一次专项整治',
    'lingdao',
    () => '/office/campaigns',
    (page) =>
      page
        .getByRole('link', { name: /专项整治$/ })
        .first()
        .click(),
  ),
  office('开展专项整治', 'lingdao', () => '/office/campaigns?new=1'),
  office('舆情', 'jiandu', () => '/office/sentiment'),
  office(
    '一件舆情',
    'jiandu',
    () => '/office/sentiment',
    async (page) => {
      const stage = page.getByRole('radio', { name: /^待回应/ })
      if (await stage.count()) await stage.click()
      await page.getByRole('link', { name: /健身房/ }).click()
    },
  ),
  office('收集舆情', 'jiandu', () => '/office/sentiment?new=1'),
  office('通报清单', 'jiandu', () => '/office/bulletins'),
  office('一份通报草稿', 'jiandu', () => '/office/bulletins', openDraft),
  office(
    '与上期对照',
    'jiandu',
    () => '/office/bulletins',
    async (page) => {
      await openDraft(page)
      await choose(/对照/)(page)
    },
  ),
  office(
    '照此重算',
    'jiandu',
    () => '/office/bulletins',
    async (page) => {
      await openDraft(page)
      await page.getByRole('button', { name: '照此重算' }).click()
    },
  ),
  office('我的消息', 'fenpai', () => '/office/inbox'),
  office('电话告知', 'jiandu', () => '/office/call-tasks'),
  office('消息发送', 'admin', () => '/office/notices'),
  office(
    '免打扰时间',
    'admin',
    () => '/office/notices',
    (page) => page.getByRole('button', { name: /免打扰/ }).click(),
  ),
  office('事件推送', 'admin', () => '/office/webhooks'),
  office(
    '新订阅方',
    'admin',
    () => '/office/webhooks',
    (page) => page.getByRole('button', { name: '新订阅方' }).click(),
  ),
  office('诉求主题', 'admin', () => '/office/topics'),
  office(
    '改一个主题',
    'admin',
    () => '/office/topics',
    (page) => page.getByRole('link', { name: '修改占道经营' }).click(),
  ),
  office('数据导入', 'fenpai', () => '/office/imports'),
  office(
    '一次导入',
    'fenpai',
    () => '/office/imports',
    (page) => page.locator('.import-line').first().click(),
  ),
  office('导出', 'jiandu', () => '/office/exports'),
  office('接口密钥', 'admin', () => '/office/keys'),
  office('剔除台账', 'lingdao', () => '/office/exclusions?view=all'),
  office('一件剔除', 'lingdao', () => '/office/exclusions?view=all', openFirst),
  office('提出剔除', 'jiandu', () => '/office/exclusions?view=propose'),
  office('指标', 'lingdao', () => '/office/figures'),
  office('一个指标', 'lingdao', ({ indicatorId }) => `/office/indicator?id=${indicatorId}`),
  office('一个指标（表）', 'jiandu', ({ indicatorId }) => `/office/indicator?id=${indicatorId}`, table),
  office('一个指标（本月）', 'lingdao', ({ indicatorId }) => `/office/indicator?id=${indicatorId}&period=month`),
  office('已发布的数字（办公）', 'lingdao', () => '/office/publish'),
  office('发布一个数字', 'lingdao', () => '/office/publish?new=1'),
  office('出生证明（办公）', 'lingdao', ({ figureId }) => `/office/publish?id=${figureId}`),
  office('调查数据', 'lingdao', () => '/office/answers'),
  office('存入一次调查', 'lingdao', () => '/office/answers?new=1'),
  office('由回答算出指标', 'lingdao', () => '/office/answers', openAnswers),
  office('审核', 'fenpai', () => '/office/approvals'),
  office('复查复核', 'fenpai2', () => '/office/petition-reviews'),
  office('法定期限', 'jiandu', () => '/office/duties'),
  office('回访比例', 'admin', () => '/office/clocks', choose(/回访比例/)),
  office('已审核', 'fenpai', () => '/office/approvals', choose(/已审核/)),
  office('时限', 'admin', () => '/office/clocks'),
  office('工作日历', 'admin', () => '/office/clocks', choose(/工作日历/)),
  office('重算记录', 'admin', () => '/office/clocks', choose(/重算记录/)),
  office('法定途径去处', 'admin', () => '/office/clocks', choose(/法定途径/)),
  office('办结事项', 'chengguan', () => '/office/matters'),
  office(
    '录入一件',
    'chengguan',
    () => '/office/matters',
    (page) => page.getByRole('button', { name: '录入一件' }).click(),
  ),
  office('评价反馈', 'chengguan', () => '/office/unit-ratings'),
  office('我的数字（单位）', 'chengguan', () => '/office/own-figures'),
  office('我的数字（本人）', 'zhifa', () => '/office/own-figures'),
  office('执法人员（监督机构）', 'jiandu', () => '/office/officers'),
  office('名录', 'admin', () => '/office/register'),
  office('人员与权限', 'admin', () => '/office/staff'),
  office(
    '一位工作人员',
    'admin',
    () => '/office/staff',
    (page) => page.locator('.dense-item').nth(3).click(),
  ),
  office('新增人员', 'admin', () => '/office/staff', addClerk),
  office('我的账号', 'admin', () => '/office/account'),
  office('没有开通的页', 'wangge', () => '/office/register'),
  field('采集', () => '/field'),
  field('采集一件', () => '/field/collect'),
  field('连着记几条', () => '/field/batch'),
  field('代填评价', () => '/field/assist'),
]
