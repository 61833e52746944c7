import type { Role } from '@minyi/shared/identity/staff/contract.ts'
import { permissionWords } from '@minyi/shared/identity/staff/labels.ts'
import { View } from '@tarojs/components'

/** What a role lets somebody do, in words. */
export function RoleWords({ role }: { role: Role | undefined }) {
  if (!role) return null
  return (
    <View className="sub">可以：{role.permissions.map((permission) => permissionWords[permission]).join('；')}。</View>
  )
}

/** Over what a role is held: `娄东街道 · 市城管局`. */
export function scopeWords({ area, unit }: { area: string | null; unit: string | null }): string {
  if (area === null && unit === null) return '全部区域、全部单位'
  return [area ?? '全部区域', unit ?? '全部单位'].join(' · ')
}
