import { type CaseKind, caseKinds, conducts } from '../../cases/contract.ts'
import { caseKindLabels, conductLabels } from '../../cases/labels.ts'
import type { Period } from '../../indicators/contract.ts'
import type { HandlingRate } from '../../indicators/handling/contract.ts'
import { verdictLabels } from '../../indicators/labels.ts'
import type { Day } from '../../platform/time.ts'
import type { BulletinFigures, BulletinHead, BulletinKind, BulletinSection } from '../contract.ts'
import { type CertifiedRate, type Counted, isAnnual } from '../counting/rules.ts'

/** A period as the text names it: 2026年5月, 2026年7月至9月, 2026年, or its first and last day. */
export function periodName({ from, to }: Period): string {
  const [year, month] = [from.slice(0, 4), Number(from.slice(5, 7))]
  if (from.endsWith('-01-01') && to === `${year}-12-31`) return `${year}年`
  if (from.endsWith('-01') && to.slice(0, 7) === from.slice(0, 7) && isLastOfMonth(to)) return `${year}年${month}月`
  const isWholeMonths = from.endsWith('-01') && isLastOfMonth(to)
  if (isWholeMonths && to.startsWith(year)) return `${year}年${month}月至${Number(to.slice(5, 7))}月`
  return `${dayWords(from)}至${dayWords(to)}`
}

const isLastOfMonth = (day: Day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1

/** `2026年5月4日`, as official papers write a day. */
export const dayWords = (day: Day): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** The head that a new bulletin starts with. */
export function headOf(kind: BulletinKind, period: Period, place: { issuer: string; tenant: string }): BulletinHead {
  const title = isAnnual(kind)
    ? `${place.tenant}${periodName(period)}民意诉求办理情况年度报告`
    : `关于${periodName(period)}行政执法投诉举报办理情况的通报`
  return {
    title,
    issuer: place.issuer,
    word: isAnnual(kind) ? '民意年报' : '执法监督通报',
    recipients: '各镇人民政府、街道办事处，各行政执法单位',
    copies: '',
  }
}

type Written = Pick<BulletinFigures, 'numbers' | 'tables' | 'charts'>

/** The text that a bulletin starts with, every number in its place. What could not be counted is not written about. */
export function sectionsFrom(counted: Counted, figures: Written): BulletinSection[] {
  const sections = [
    opening(counted),
    handling(counted, figures),
    problemsFound(counted),
    supervision(counted, figures),
    figuresQuoted(counted),
    typicalCases(counted),
    requirements(counted.kind),
  ]
  const left = sections.filter((one) => one !== null)
  return left.map((one, i) => ({ ...one, heading: `${ordinals[i] ?? ''}、${one.heading}` }))
}

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

function opening({ kind, now, certified }: Counted): BulletinSection {
  const what = isAnnual(kind) ? '各类民意诉求' : '行政执法投诉举报'
  const parts = isAnnual(kind)
    ? caseKinds.map((one) => `${caseKindLabels[one]}{{kind.${one}}}`)
    : conducts.map((one) => `${conductLabels[one].title}{{conduct.${one}}}`)
  const year = isAnnual(kind) ? '' : '，{{received.year-change}}'
  const share = certified.now.accepted ? '，受理率{{accepted-share}}' : ''
  return {
    id: 'overview',
    heading: '总体情况',
    paragraphs: [
      `${periodName(now.period)}共收到${what}{{received}}，{{received.before-change}}${year}。其中${parts.join('，')}。`,
      `受理{{accepted}}${share}；不予受理{{refused}}，均已告知理由和去处。`,
    ],
    tables: ['places'],
    charts: ['months'],
  }
}

/** The rates that a bulletin writes about, with the words before each. */
const written = [
  { rate: 'on-time', words: '按期办结率' },
  { rate: 'solved', words: '诉求人认为已解决或部分解决的占' },
  { rate: 'satisfied', words: '诉求人满意率' },
] as const

const named: readonly [CertifiedRate, string][] = [
  ['accepted', '受理率'],
  ['ended', '办结率'],
  ['on-time', '按期办结率'],
  ['solved', '解决率'],
  ['satisfied', '满意率'],
]

function handling({ kind, certified }: Counted, { numbers }: Written): BulletinSection {
  const verdict = numbers.find(({ key }) => key === 'satisfied')?.rate?.verdict
  const judged = verdict ? `，对照目标判定为“${verdictLabels[verdict]}”` : ''
  const compared = (rate: HandlingRate) =>
    [
      certified.before[rate] ? `比${isAnnual(kind) ? '上年' : '上期'}：{{${rate}.before-change}}` : '',
      !isAnnual(kind) && certified.yearBefore[rate] ? `比上年同期：{{${rate}.year-change}}` : '',
    ].filter((one) => one !== '')
  const lines = written.flatMap(({ rate, words }) => {
    if (!certified.now[rate]) return []
    const than = compared(rate)
    const more = rate === 'satisfied' ? judged : ''
    return [`${words}{{${rate}}}${more}${than.length === 0 ? '' : `。${than.join('；')}`}。`]
  })
  const missing = named.flatMap(([rate, name]) => (certified.now[rate] ? [] : [name]))
  return {
    id: 'handling',
    heading: '办理结果',
    paragraphs: [
      `单位办结{{ended}}${certified.now.ended ? '，办结率{{ended-share}}' : ''}。`,
      ...lines,
      '单位说办结与诉求人说解决分别统计。未表态的{{silent}}不当作满意，也不进比率。',
      ...(missing.length === 0 ? [] : [`${missing.join('、')}还没有发布这段时间的数字，不列。`]),
    ],
    tables: [],
    charts: [],
  }
}

/** So many of a kind that it is worth a sentence, and is not hidden with a smaller one. */
const leastTold = 30

function problemsFound({ kind, now }: Counted): BulletinSection {
  const most = [...conducts].sort((a, b) => now.conducts[b] - now.conducts[a])[0] ?? 'irregular'
  const kindMost = [...caseKinds].sort((a: CaseKind, b: CaseKind) => now.kinds[b] - now.kinds[a])[0] ?? 'complaint'
  const told = Math.max(...(isAnnual(kind) ? Object.values(now.kinds) : Object.values(now.conducts))) >= leastTold
  const words = !told
    ? '各类问题件数都少，不单独分析。'
    : isAnnual(kind)
      ? `全年反映较多的是${caseKindLabels[kindMost]}，共{{kind.${kindMost}}}。`
      : `反映较多的是执法${conductLabels[most].title}，共{{conduct.${most}}}，主要表现为${conductLabels[most].plain}。`
  return { id: 'problems', heading: '突出问题', paragraphs: [words], tables: [], charts: [] }
}

function supervision({ kind, interventions }: Counted, { tables }: Written): BulletinSection {
  const listed = tables.some(({ key }) => key === 'interventions')
  return {
    id: 'supervision',
    heading: '督办和干预插手记录',
    paragraphs: [
      '交办督办件{{orders}}，已销号{{orders.cleared}}；发出督办函、监督意见书{{letters}}，单位已报改正{{letters.corrected}}。',
      interventions.length === 0
        ? `${isAnnual(kind) ? '本年' : '本期'}没有干预、插手案件办理的记录（{{interventions}}）。`
        : '按照干预、插手案件办理的记录和通报制度，记录{{interventions}}，列表如下。',
    ],
    tables: listed ? ['interventions'] : [],
    charts: [],
  }
}

function figuresQuoted({ quoted }: Counted): BulletinSection | null {
  if (quoted.length === 0) return null
  const lines = quoted.map(({ name, verdict }, i) => {
    const judged = verdict ? `，判定为“${verdictLabels[verdict]}”` : ''
    return `${name}：{{figure.${i + 1}}}${judged}。`
  })
  return { id: 'figures', heading: '已发布的满意度数字', paragraphs: lines, tables: [], charts: [] }
}

function typicalCases({ typical }: Counted): BulletinSection | null {
  if (typical.length === 0) return null
  const lines = typical.map(({ conduct, kind, solved }, i) => {
    const what = conduct === null ? caseKindLabels[kind] : `执法${conduct}`
    return `案例${ordinals[i] ?? ''}：有居民反映${what}问题，受理后转承办单位核查并答复，{{case.${i + 1}.days}}办结。诉求人表示${solved ? '已解决' : '部分解决'}。`
  })
  return { id: 'cases', heading: '典型案例', paragraphs: lines, tables: [], charts: [] }
}

const requirements = (kind: BulletinKind): BulletinSection => ({
  id: 'requirements',
  heading: '下一步要求',
  paragraphs: [
    '各承办单位要对照本期反映的问题逐项整改，按期办结、如实答复，不得以任何方式打听、泄露诉求人身份，不得打击报复。',
    isAnnual(kind)
      ? '对办理期限、答复质量和群众评价持续跟踪，及时公开办理情况。'
      : '对超期未办结和群众不认可的件，由监督机构跟踪督办到底，下期通报办理结果。',
  ],
  tables: [],
  charts: [],
})
