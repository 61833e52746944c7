import type { Importance, TaskAct } from '@minyi/shared/supervision/contract.ts'
import type { LetterAct, LetterKind } from '@minyi/shared/supervision/letters/contract.ts'

/** A step of the demo: by the unit or the assigner, so many days before now, with its words; `untilDays` puts a date off. */
export type OrderAct = { act: TaskAct; unit: string; daysAgo: number; words: string; untilDays?: number }

export type DemoOrder = {
  by: 'jiandu' | 'lingdao'
  source: 'instruction' | 'inspection'
  sourceWords?: string
  title: string
  demand: string
  importance: Importance
  planInDays?: number
  units: readonly string[]
  daysAgo: number
  acts: readonly OrderAct[]
}

const studied = (unit: string, daysAgo: number, words: string): OrderAct => ({ act: 'study', unit, daysAgo, words })
const reported = (unit: string, daysAgo: number, words: string): OrderAct => ({ act: 'report', unit, daysAgo, words })
const finished = (unit: string, daysAgo: number, words: string): OrderAct => ({ act: 'finish', unit, daysAgo, words })
const checked = (act: 'clear' | 'return', unit: string, daysAgo: number, words: string): OrderAct => ({
  act,
  unit,
  daysAgo,
  words,
})

/** Orders in every state, so that each page of the bench has something on it. */
export const demoOrders: readonly DemoOrder[] = [
  {
    by: 'jiandu',
    source: 'inspection',
    title: '南园市场周边占道经营执法程序整改',
    demand: '核查南园市场周边占道经营执法中的亮证、告知和记录情况，问题逐条整改，建立带队负责制。',
    importance: 'ordinary',
    units: ['u-cgj'],
    daysAgo: 38,
    acts: [
      studied('u-cgj', 38, '由执法大队负责，三日内调取全部执法记录。'),
      reported('u-cgj', 36, '已调取执法记录 41 段，发现未完整告知 3 起。'),
      finished('u-cgj', 33, '3 起均已重新告知并致歉，带队负责制已印发。'),
      checked('clear', 'u-cgj', 31, '抽查执法记录 12 段，全部完整，现场回访摊主 5 人。'),
    ],
  },
  {
    by: 'lingdao',
    source: 'instruction',
    sourceWords: '请有关单位对照群众反映，一件一件改到位。',
    title: '企业检查频次过高问题专项核查',
    demand: '梳理今年以来对同一企业的检查次数，合并重复检查，公布年度检查计划，并向企业说明。',
    importance: 'major',
    units: ['u-scj', 'u-hbj'],
    daysAgo: 45,
    acts: [
      studied('u-scj', 45, '由法规科牵头，分行业梳理检查记录。'),
      studied('u-hbj', 45, '由执法局牵头，列出重点企业清单。'),
      reported('u-scj', 42, '已梳理 1,204 家，检查 4 次以上的 37 家。'),
      reported('u-hbj', 41, '已梳理 216 家，检查 4 次以上的 9 家。'),
      finished('u-scj', 17, '合并检查 58 次，年度计划已公布。'),
      checked('clear', 'u-scj', 13, '走访企业 6 家，检查次数确已下降。'),
      finished('u-hbj', 12, '重点企业检查已合并为“一次查”。'),
      checked('return', 'u-hbj', 9, '两家企业反映仍有重复检查，请核实后再报。'),
    ],
  },
  {
    by: 'jiandu',
    source: 'inspection',
    title: '网约车检查处罚依据告知不清整改',
    demand: '统一告知文书，处罚前书面告知依据、理由和陈述申辩权利，并抽查近两个月的案卷。',
    importance: 'ordinary',
    units: ['u-jtj'],
    daysAgo: 9,
    acts: [
      studied('u-jtj', 9, '由法制科负责，统一三类告知文书。'),
      reported('u-jtj', 6, '文书样本已定稿，正在培训。'),
      finished('u-jtj', 3, '新文书已启用，抽查案卷 60 份全部合格。'),
    ],
  },
  {
    by: 'jiandu',
    source: 'inspection',
    title: '夜间施工噪声重复投诉处置',
    demand: '对重复投诉三次以上的工地逐个约谈，公布夜间施工许可，五日内回访投诉人。',
    importance: 'ordinary',
    units: ['u-hbj', 'u-cgj'],
    daysAgo: 10,
    acts: [
      studied('u-hbj', 10, '列出重复投诉工地 4 处，逐个约谈。'),
      studied('u-cgj', 9, '配合核查夜间许可。'),
      reported('u-hbj', 6, '已约谈 3 处，1 处整改中。'),
    ],
  },
  {
    by: 'lingdao',
    source: 'instruction',
    sourceWords: '限时改，改完告诉群众。',
    title: '政务大厅取号等候时间过长整改',
    demand: '查明高峰时段等候超过半小时的原因，增开窗口或分时预约，改完后公开等候时间。',
    importance: 'ordinary',
    units: ['u-spj'],
    daysAgo: 4,
    acts: [
      studied('u-spj', 4, '由大厅管理科负责，先统计分时客流。'),
      reported('u-spj', 2, '上午 9 点至 11 点平均等候 34 分钟，拟增开 3 个窗口。'),
      {
        act: 'ask-extension',
        unit: 'u-spj',
        daysAgo: 1,
        words: '新增窗口要调整网络和人员，申请顺延一周，期间先行分流。',
        untilDays: 10,
      },
    ],
  },
  {
    by: 'jiandu',
    source: 'inspection',
    title: '电动自行车查处宣传和处罚尺度统一',
    demand: '明确首违警示和处罚的标准，各中队执行一致，并在路口公示。',
    importance: 'major',
    planInDays: 40,
    units: ['u-gaj'],
    daysAgo: 14,
    acts: [studied('u-gaj', 14, '由交警大队牵头制定统一标准。'), reported('u-gaj', 11, '标准草案已征求各中队意见。')],
  },
  {
    by: 'jiandu',
    source: 'inspection',
    title: '镇街综合执法案卷评查问题整改',
    demand: '对案卷评查指出的 11 个问题逐条整改，举一反三，报送整改台账。',
    importance: 'ordinary',
    units: ['u-chengxiang', 'u-loudong'],
    daysAgo: 0,
    acts: [],
  },
  {
    by: 'jiandu',
    source: 'inspection',
    title: '流动摊贩暂扣物品退还不及时整改',
    demand: '清点暂扣物品，超过期限的三日内通知退还，公布退还地点和电话。',
    importance: 'ordinary',
    units: ['u-cgj'],
    daysAgo: 2,
    acts: [studied('u-cgj', 2, '由物品管理中心负责，两日内清点完。')],
  },
]

export type LetterStep = { act: LetterAct; daysAgo: number; words: string; by?: 'jiandu2' }
export type DemoLetter = {
  kind: LetterKind
  unit: string
  title: string
  facts: string
  requirements: string
  legalBasis: string
  daysAgo: number
  acts: readonly LetterStep[]
}

const penalties = '《中华人民共和国行政处罚法》第四十四条、第五十五条'
const ordinance = '《政府督查工作条例》第十八条'

export const demoLetters: readonly DemoLetter[] = [
  {
    kind: 'enforcement',
    unit: 'u-cgj',
    title: '关于规范占道经营现场执法程序的监督函',
    facts: '抽查执法记录发现，部分人员清理占道摊位时未出示执法证件，未完整告知依据和权利。',
    requirements: '对有关人员开展程序培训；现场执法两人以上并全程记录；整改情况书面报告。',
    legalBasis: penalties,
    daysAgo: 60,
    acts: [
      { act: 'acknowledge', daysAgo: 59, words: '' },
      { act: 'correct', daysAgo: 44, words: '已培训 86 人，修订现场执法流程。' },
      { act: 'report', daysAgo: 42, words: '整改报告和培训名册已报送，问题人员已谈话提醒。' },
      { act: 'accept', daysAgo: 38, words: '现场抽查三次，程序完整。' },
    ],
  },
  {
    kind: 'enforcement',
    unit: 'u-jtj',
    title: '关于统一网约车处罚告知文书的监督函',
    facts: '案卷评查发现，处罚前告知书对依据和陈述申辩权利的写法不一，个别案卷缺少送达回证。',
    requirements: '统一告知文书；补齐送达回证；今后每月自查并报送结果。',
    legalBasis: penalties,
    daysAgo: 34,
    acts: [
      { act: 'acknowledge', daysAgo: 33, words: '' },
      { act: 'correct', daysAgo: 8, words: '文书已统一，补齐送达回证 12 份。' },
    ],
  },
  {
    kind: 'supervision',
    unit: 'u-spj',
    title: '关于限期压缩企业登记等候时间的督办函',
    facts: '窗口等候时间连续两周超过承诺时限，群众多次反映。',
    requirements: '增开窗口或分时预约，等候时间降到 20 分钟以内，并公开每日等候时间。',
    legalBasis: ordinance,
    daysAgo: 12,
    acts: [
      { act: 'acknowledge', daysAgo: 11, words: '' },
      { act: 'object', daysAgo: 6, words: '等候时间统计含系统维护时段，请求剔除后重新核定。' },
    ],
  },
  {
    kind: 'enforcement',
    unit: 'u-scj',
    title: '关于规范涉企检查的监督函',
    facts: '同一企业当月被检查三次以上，检查前未出示检查通知。',
    requirements: '合并检查，检查前出示通知，检查结果三日内书面告知企业。',
    legalBasis: '《优化营商环境条例》第五十七条',
    daysAgo: 20,
    acts: [
      { act: 'acknowledge', daysAgo: 19, words: '' },
      { act: 'correct', daysAgo: 7, words: '检查计划已合并，通知文书已启用。' },
      { act: 'report', daysAgo: 5, words: '整改报告已报送，附企业回访记录。' },
    ],
  },
  {
    kind: 'supervision',
    unit: 'u-cgj',
    title: '关于暂扣物品管理的督办函',
    facts: '巡查发现暂扣物品仓库登记不全，超期未通知退还 14 件。',
    requirements: '七日内清点并通知退还，登记上墙，公布退还电话。',
    legalBasis: ordinance,
    daysAgo: 1,
    acts: [],
  },
]
