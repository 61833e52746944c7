import type { ApiScope } from '../platform/identity.ts'

export const apiScopeLabels: Record<ApiScope, string> = {
  'api.import': '推送民意件',
  'api.open311': 'Open311 接口',
}
