import type { AreaLevel, CodeTarget, SheetName } from './contract.ts'

export const areaLevelLabels: Record<AreaLevel, string> = {
  city: '市',
  township: '镇街',
  village: '村居',
  grid: '网格',
}

export const codeTargetLabels: Record<CodeTarget, string> = {
  unit: '单位',
  officer: '执法人员',
  'collection-point': '民意采集点',
}

export const sheetLabels: Record<SheetName, string> = {
  areas: '区域',
  units: '单位',
  officers: '执法人员',
  'collection-points': '民意采集点',
}
