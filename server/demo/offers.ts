import { receiptSecretOf } from '../features/cases/intake/service.ts'
import { linkOf, shortCodeOf } from '../features/matters/claims/service.ts'
import type { Platform } from '../platform/context.ts'
import { demoKeyText } from './api-key.ts'
import { shownCaseId } from './cases/simulate.ts'
import { openClaimIds } from './showcase.ts'
import { demoContext, demoTenant } from './tenant.ts'

/** Something that a stranger can try at once. */
export type DemoOffer = { what: string; link: string | null; code: string }

/** Two claims until somebody has used them, the receipt of a complaint that was answered, and a key; the same after every load. */
export async function demoOffers(platform: Platform): Promise<DemoOffer[]> {
  const ctx = demoContext(platform)
  const [item] = await platform.database.sql<{ number: string }[]>`
    select number from cases where tenant_id = ${demoTenant.id} and id = ${shownCaseId}`
  const open = await platform.database.sql<{ id: string }[]>`
    select c.id from claims c where c.tenant_id = ${demoTenant.id} and c.id = any(${openClaimIds}::uuid[])
      and c.expires_at > ${platform.now().toISOString()}
      and not exists (select 1 from claim_ends e where e.tenant_id = c.tenant_id and e.claim_id = c.id)`
  const openIds = openClaimIds.filter((claimId) => open.some(({ id }) => id === claimId))
  const claims = openIds.map((id) => ({ what: '待评价的事项', link: linkOf(ctx, id), code: shortCodeOf(ctx, id) }))
  const receipt = {
    what: '投诉回执（编号和查询码）',
    link: null,
    code: `${item?.number ?? ''} ${receiptSecretOf(ctx, shownCaseId)}`,
  }
  const key = {
    what: 'Open311 接口密钥（api_key，jurisdiction_id 是 taicang）',
    link: '/open311/discovery.json',
    code: demoKeyText(ctx),
  }
  return item ? [...claims, receipt, key] : [...claims, key]
}
