import type {
  CaseChannel,
  CaseEntry,
  CaseKind,
  CaseState,
  CollectorKind,
  Conduct,
  DayPart,
  EndReason,
  FineConduct,
  IdentityLevel,
  OtherPath,
  UnitOutcome,
  Verdict,
} from './contract.ts'
import type { ProgressStep } from './resident/contract.ts'
import type { Queue } from './search/contract.ts'

export const caseKindLabels = {
  complaint: '投诉',
  report: '举报',
  enquiry: '咨询',
  opinion: '意见建议',
  help: '求助',
  praise: '表扬',
} as const satisfies Record<CaseKind, string>

export const caseEntryLabels = {
  general: '我要诉求',
  stuck: '办不成事',
  business: '营商环境',
  legislative: '立法民意直通车',
  disclosure: '依申请公开',
} as const satisfies Record<CaseEntry, string>

export const caseChannelLabels = {
  'mini-app': '小程序',
  web: '网络',
  point: '民意采集点',
  grid: '网格员上门',
  'wechat-group': '微信群',
  'legislative-point': '行政立法基层联系点',
  hotline: '热线平台',
} as const satisfies Record<CaseChannel, string>

/** The five kinds of collector, in the words of S12. */
export const collectorKindLabels = {
  'legal-adviser': '村居法律顾问',
  'legal-worker': '基层法律服务工作者',
  mediator: '人民调解员',
  'grid-worker': '网格员',
  'law-savvy': '“法律明白人”',
} as const satisfies Record<CollectorKind, string>

/** What residents mean by a kind, in few words. */
export const caseKindMeanings = {
  complaint: '执法或办事出了问题',
  report: '有人违法违纪，不会转给被举报的人',
  enquiry: '有事想问明白',
  opinion: '想让一件事办得更好',
  help: '有难处，想请人帮忙',
  praise: '有人做得好',
} as const satisfies Record<CaseKind, string>

/** The four kinds of S17, each with what residents mean by it. */
export const conductLabels = {
  irregular: { title: '不规范', plain: '没亮证、程序不对' },
  uncivil: { title: '不文明', plain: '言语粗暴、态度差' },
  inaction: { title: '不作为', plain: '该管不管、拖着不办' },
  abuse: { title: '乱作为', plain: '乱罚款、乱收费' },
} as const satisfies Record<Conduct, { title: string; plain: string }>

export const fineConductLabels = {
  'profit-seeking': '逐利执法',
  irregular: '不规范执法',
  rigid: '简单僵化',
  rough: '执法粗暴',
  'rent-seeking': '执法“寻租”',
} as const satisfies Record<FineConduct, string>

/** Who may know me: the words of the first question, told before anything is typed. */
export const identityLabels = {
  public: {
    title: '公开',
    plain: '承办单位能看到您的姓名和电话，方便直接找您核实。网上公示时不显示。',
    accused: '能看到',
    supervisor: '能看到',
    short: '公开，承办单位和被投诉单位能看到身份',
  },
  supervisor: {
    title: '仅监督机构可见',
    plain: '只有监督机构的工作人员能看到，由他们和您联系。',
    accused: '看不到',
    supervisor: '能看到',
    short: '仅监督机构可见，被投诉单位看不到身份',
  },
  sealed: {
    title: '封存',
    plain: '姓名和电话加密封存。经您同意或依法批准才能启封，每次启封都会告诉您。',
    accused: '看不到',
    supervisor: '启封才可见',
    short: '封存，启封才可见，每次都告诉本人',
  },
} as const satisfies Record<
  IdentityLevel,
  {
    title: string
    plain: string
    accused: string
    supervisor: string
    short: string
  }
>

export const caseStateLabels = {
  received: '待受理',
  accepted: '待分派',
  handling: '待答复',
  returned: '被退回',
  replied: '待评价',
  'call-back': '待回访',
  merged: '已并单',
  closed: '已结案',
  refused: '不予受理',
  withdrawn: '已撤回',
} as const satisfies Record<CaseState, string>

/** The same states as the resident reads them. */
export const residentStateLabels = {
  received: '已收到，等待受理',
  accepted: '已受理',
  handling: '正在办理',
  returned: '正在重新确定承办单位',
  replied: '已答复，请您评价',
  'call-back': '正在核实您的意见',
  merged: '与同类诉求一并办理',
  closed: '已结案',
  refused: '不予受理',
  withdrawn: '您已撤回',
} as const satisfies Record<CaseState, string>

export const unitOutcomeLabels = {
  done: '已办结',
  'no-legal-basis': '没有法律依据，无法办理',
  'not-responsible': '不属于本单位职责',
  'other-path': '应走其他法定途径',
} as const satisfies Record<UnitOutcome, string>

export const verdictLabels = {
  solved: '解决了',
  partly: '基本解决',
  'not-solved': '没有解决',
  'no-answer': '未表态',
} as const satisfies Record<Verdict, string>

/** Why it ended, and what that does to the resolution rate (解决率). */
export const endReasonLabels = {
  done: {
    title: '已办结',
    effect: '按诉求人的评价计入解决率；未表态单列，不算解决',
  },
  'no-legal-basis': {
    title: '没有法律依据',
    effect: '按诉求人的评价计入解决率',
  },
  'not-responsible': { title: '不属职责', effect: '不计入解决率，单列件数' },
  'other-path': { title: '走其他法定途径', effect: '不计入解决率，单列件数' },
  duplicate: { title: '重复诉求', effect: '同一人重复提交，不计入解决率，单列件数' },
  refused: { title: '不予受理', effect: '不计入解决率，单列件数' },
  withdrawn: { title: '诉求人撤回', effect: '不计入解决率，单列件数' },
} as const satisfies Record<EndReason, { title: string; effect: string }>

/** Where to go instead, in words for the resident. */
export const otherPathLabels = {
  reconsideration: {
    title: '行政复议',
    plain: '对行政处罚等决定不服，可在 60 日内向复议机关申请行政复议。',
  },
  litigation: {
    title: '行政诉讼',
    plain: '可以向人民法院提起诉讼，一般应在知道决定之日起 6 个月内提出。',
  },
  arbitration: {
    title: '仲裁',
    plain: '劳动、合同等争议，可以向仲裁委员会申请仲裁。',
  },
  discipline: {
    title: '纪检监察',
    plain: '涉及公职人员违纪违法，请拨打 12388 或向纪检监察机关反映。',
  },
  petition: {
    title: '信访',
    plain: '正在信访程序中的事项，由原受理的信访机构继续办理。',
  },
  hotline: {
    title: '12345 热线',
    plain: '可以拨打 12345 政务服务便民热线反映。',
  },
  'other-unit': {
    title: '其他单位',
    plain: '这件事由别的单位负责，答复里写明了是哪个单位。',
  },
} as const satisfies Record<OtherPath, { title: string; plain: string }>

export const dayPartLabels = {
  morning: '上午',
  afternoon: '下午',
  evening: '晚上',
} as const satisfies Record<DayPart, string>

export const queueLabels = {
  'to-accept': '待受理',
  'to-assign': '待分派',
  'due-soon': '将超期',
  overdue: '已超期',
  'to-reply': '待答复',
  returned: '被退回',
  'to-call-back': '待回访',
} as const satisfies Record<Queue, string>

/** The lines of the story (经过) that the resident is told, by the action that wrote them. */
export const timelineLabels: Record<string, string> = {
  refuse: '不予受理',
  reply: '单位答复',
  'assess-opinion': '评估意见',
  'decide-opinion': '采纳情况',
  close: '结案',
  add: '诉求人补充',
  withdraw: '诉求人撤回',
  'verdict-settled': '诉求人评价',
  'verdict-disputed': '诉求人评价：没有解决',
  'verdict-lapsed': '到期未表态',
  reopen: '诉求人申请重办',
  tighten: '诉求人改了公开程度',
  extend: '延长办理期限',
  pause: '暂停计时',
  resume: '恢复计时',
  'closing-approved': '审核同意，结案',
  rise: '本级到期未办结，升到上一级',
  'rise-desk': '本级到期未办结，升到上一级重新分派',
  'rise-unit': '本级到期未办结，升到上一级单位办理',
  recount: '工作日历或时限调整，期限重新计算',
  merge: '与同类诉求并单办理',
  unmerge: '撤销并单，单独办理',
  'merged-reply': '单位答复',
  'merged-close': '随主件结案',
  'ask-review': '信访人申请复查',
  'ask-recheck': '信访人申请复核',
  'review-uphold': '复查意见：维持',
  'review-change': '复查意见：变更',
  'review-revoke': '复查意见：撤销，重新办理',
  'recheck-uphold': '复核意见：维持',
  'recheck-change': '复核意见：变更',
  'recheck-revoke': '复核意见：撤销，重新办理',
}

export const progressStepLabels = {
  received: '已收',
  accept: '受理',
  handle: '办理',
  reply: '答复',
  verdict: '您的评价',
} as const satisfies Record<ProgressStep['step'], string>
