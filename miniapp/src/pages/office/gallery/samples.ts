import type { PlotPoint } from '../../../components/plot'

/** Invented values, only for looking at the components. */
export const sampleFigure = { point: 0.936, low: 0.921, high: 0.948, n: 1284, target: 0.9, verdict: 'met' } as const

const rates = [0.894, 0.9, 0.905, 0.907, 0.912, 0.92, 0.925, 0.924, 0.928, 0.932, 0.935, 0.936]
const months = ['2025年12月', '1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月']

export const samplePoints: PlotPoint[] = rates.map((point, index) => ({
  name: months[index] ?? '',
  point,
  low: point - 0.022 + index * 0.0006,
  high: point + 0.019 - index * 0.0005,
  n: 716 + index * 52,
}))

export const sampleGrades = [
  { grade: 5, word: '非常满意', meaning: '处处都好，没有要改的' },
  { grade: 4, word: '满意', meaning: '依法办事，态度文明' },
  { grade: 3, word: '基本满意', meaning: '大体可以，有小的不足' },
  { grade: 2, word: '不满意', meaning: '有明显不足，需要改进' },
  { grade: 1, word: '非常不满意', meaning: '问题严重，需要有人核实' },
] as const

export const sampleLevels = [
  {
    value: 'open',
    name: '公开',
    plain: '承办单位能看到您的姓名和电话，方便直接找您核实。网上公示时不显示。',
    sights: [
      { who: '被投诉单位', sight: 'sees' },
      { who: '监督机构', sight: 'sees' },
    ],
  },
  {
    value: 'supervisor',
    name: '仅监督机构可见',
    plain: '只有监督机构的工作人员能看到，由他们和您联系。',
    sights: [
      { who: '被投诉单位', sight: 'sees-not' },
      { who: '监督机构', sight: 'sees' },
    ],
  },
  {
    value: 'sealed',
    name: '封存',
    plain: '姓名和电话加密封存。经您同意或依法批准才能启封，每次启封都会告诉您。',
    sights: [
      { who: '被投诉单位', sight: 'sees-not' },
      { who: '监督机构', sight: 'sees-unsealed' },
    ],
  },
] as const

export const sampleAreas = [
  { name: '城厢镇', n: 561, point: 0.959, low: 0.939, high: 0.973, verdict: 'met' },
  { name: '沙溪镇', n: 268, point: 0.922, low: 0.883, high: 0.948, verdict: 'insufficient' },
  { name: '浏河镇', n: 155, point: 0.845, low: 0.78, high: 0.894, verdict: 'missed' },
] as const

export const sampleItems = [
  {
    id: '1',
    title: '占道停车处罚时未告知申辩权利',
    facts: 'TC26-05-1187 · 执法投诉 · 不规范 · 浮桥镇 · 市交通局',
    state: '待答复',
    clock: { state: 'overdue', words: '已超 2 个工作日' },
  },
  {
    id: '2',
    title: '城管清理路边摊位时言语粗暴',
    facts: 'TC26-06-0187 · 执法投诉 · 不文明 · 城厢镇 · 市城管局',
    state: '待回访',
    clock: { state: 'soon', words: '今天 17:30 到期' },
  },
  {
    id: '3',
    title: '检查时未出示执法证件',
    facts: 'TC26-06-0211 · 执法投诉 · 不规范 · 沙溪镇 · 市应急管理局',
    state: '待答复',
    clock: { state: 'running', words: '还剩 2 个工作日' },
  },
] as const
