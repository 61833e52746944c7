import type { Settings } from '@minyi/shared/notices/office/contract.ts'
import { writeSettings } from '../features/notices/settings/service.ts'
import { sealSecret } from '../features/webhooks/present.ts'
import { webhooks } from '../features/webhooks/tables.ts'
import type { Context } from '../platform/context.ts'
import { idFromName } from '../platform/ids.ts'

const fields = { character_string1: 'number', thing2: 'title', phrase3: 'state', time4: 'time' } as const
const settings: Settings = {
  templates: {
    progress: { templateId: 'demo-case-progress', fields },
    answer: { templateId: 'demo-answer', fields },
    safety: { templateId: 'demo-safety', fields },
  },
  quiet: { from: '21:00', until: '08:00' },
}

/** The emulator's templates, quiet nights, and one subscriber outside that is paused, because nobody listens there. */
export async function writeNoticeSettings(ctx: Context): Promise<void> {
  await writeSettings(ctx, 0, settings, '演示设置：微信模板由模拟服务提供')
  const id = idFromName(`${ctx.tenant.slug}/webhook`)
  const secret = `whsec_${Buffer.from(ctx.encryption.secretFor('demo-webhook', id)).toString('base64')}`
  await ctx.db
    .insert(webhooks)
    .values({
      tenantId: ctx.tenant.id,
      id,
      name: '太仓市大数据局（演示）',
      url: 'https://example.com/minyi/events',
      topics: ['case.received', 'case.replied', 'case.closed', 'figure.published'],
      state: 'paused',
      secret: sealSecret(ctx, id, secret),
      version: 1,
      createdBy: id,
      createdAt: ctx.now(),
    })
    .onConflictDoNothing()
}
