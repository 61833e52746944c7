import type { ClockDefinition } from '../contract.ts'
import { natural, working } from './row.ts'

const decisions = '《重大行政决策程序暂行条例》（国务院令第 713 号）'
const rules = '《规章制定程序条例》'
const documents = '规范性文件合法性审核的示范指标'
const disclosure = '《政府信息公开条例》'
const lawReport = '《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28 号），请对照原文核实（各地可改）'

export const shippedPublicClocks: readonly ClockDefinition[] = [
  natural('decision-comments', '重大行政决策：公开征求意见不少于', { days: 30 }, `${decisions}；缩短的要公布理由`),
  natural('decision-hearing-papers', '重大行政决策：听证会前送达材料', { days: 7, before: true }, decisions),
  natural('rules-comments', '规章：公开征求意见', { days: 30 }, rules),
  natural('rules-hearing-notice', '规章：听证会前公布时间、地点和内容', { days: 30, before: true }, rules),
  working('document-comments', '行政规范性文件：公开征求意见', { days: 7 }, documents),
  natural('document-comments-market', '行政规范性文件（涉及市场主体）：公开征求意见', { days: 30 }, documents),
  working(
    'disclosure-reply',
    '依申请公开：答复',
    { days: 20, extendBy: 20 },
    `${disclosure}；经批准可延长 20 个工作日并告知`,
  ),
  natural('disclosure-report-department', '政府信息公开年度报告：部门', { onDay: '01-31' }, disclosure),
  natural('disclosure-report-government', '政府信息公开年度报告：政府', { onDay: '03-31' }, disclosure),
  natural('law-report-upward', '法治政府建设年度报告：报上级', { onDay: '03-01' }, lawReport),
  natural('law-report-upward-province', '法治政府建设年度报告：省级报上级', { onDay: '04-01' }, lawReport),
  natural('law-report-public', '法治政府建设年度报告：向社会公开', { onDay: '04-01' }, lawReport),
]
