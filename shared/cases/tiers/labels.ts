import type { Tier } from '../contract.ts'

export const tierLabels = {
  grid: '网格',
  village: '村居',
  township: '乡镇街道',
  district: '区',
  city: '市',
} as const satisfies Record<Tier, string>
