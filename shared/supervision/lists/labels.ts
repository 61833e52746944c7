import type { ListKind } from './contract.ts'

export const listKindLabels = {
  weekly: { title: '周交办', sheet: '周交办清单', series: '周交办' },
  monthly: { title: '月讲评', sheet: '月讲评清单', series: '月讲评' },
} as const satisfies Record<ListKind, { title: string; sheet: string; series: string }>

export const sectionLabels = { fresh: '本周新交办', due: '本周到期和已逾期', going: '继续办理' } as const
