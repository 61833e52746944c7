import { keyPrefix } from '@minyi/shared/integrations/rules.ts'
import { makeKey } from '../features/integrations/service.ts'
import type { Context } from '../platform/context.ts'
import { idFromName } from '../platform/ids.ts'

/** The text of the demo's key for Open311: the same after every start, and no other installation's. */
export const demoKeyText = (ctx: Context): string => keyPrefix + ctx.encryption.secretFor('demo-key', ctx.tenant.id)

/** A key with which another system may file requests in the demo. */
export async function loadDemoKey(ctx: Context): Promise<void> {
  await makeKey(ctx, {
    id: idFromName(`${ctx.tenant.id}/demo-key`),
    name: '演示：Open311 客户端',
    scopes: ['api.open311'],
    sourceIds: null,
    perMinute: 60,
    endsAt: null,
    token: demoKeyText(ctx),
  })
}
