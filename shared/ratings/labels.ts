import type { Grade, RatingChannel, RatingReason, ReceiptStep } from './contract.ts'

export const gradeLabels: Record<Grade, string> = {
  5: '非常满意',
  4: '满意',
  3: '基本满意',
  2: '不满意',
  1: '非常不满意',
}

export const gradeMeanings: Record<Grade, string> = {
  5: '处处都好，没有要改的',
  4: '依法办事，态度文明',
  3: '大体可以，有小的不足',
  2: '有明显不足，需要改进',
  1: '问题严重，需要有人核实',
}

export const ratingChannelLabels: Record<RatingChannel, string> = {
  link: '当事人自评',
  counter: '窗口出示',
  assisted: '代填',
  standing: '固定二维码（不计入）',
}

export const ratingReasonLabels: Record<RatingReason, string> = {
  'no-certificate': '没出示证件',
  'no-legal-basis': '没讲清依据',
  attitude: '态度不好',
  unfair: '处理不公',
  slow: '办得太慢',
  'repeat-visits': '来回跑',
  'not-settled': '事情没解决',
  other: '其他',
}

export const receiptStepLabels: Record<ReceiptStep['step'], string> = {
  'call-back': '回访核实',
  answer: '整改或说明',
  're-rate': '请您再评一次',
}
