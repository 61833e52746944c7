import type { RecusalGround } from './contract.ts'

export const recusalGroundLabels: Record<RecusalGround, string> = {
  kin: '与当事人有亲属关系',
  interest: '与本件有利害关系',
  involved: '办理过被投诉的事项',
  other: '其他可能影响公正的情形',
}
