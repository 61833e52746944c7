import type { BulletinKind, BulletinState } from './contract.ts'

export const bulletinKindLabels: Record<BulletinKind, string> = { period: '通报', annual: '年度报告' }

export const bulletinStateLabels: Record<BulletinState, string> = {
  preparing: '统计中',
  failed: '统计没有完成',
  draft: '草稿',
  'in-review': '待审核',
  reviewed: '已审核，待发布',
  published: '已发布',
}
