import { forgetExpired } from '@minyi/server/features/identity/expiry/service.ts'
import { sessions, smsCodes } from '@minyi/server/features/identity/tables.ts'
import * as identity from '@minyi/shared/identity/contract.ts'
import { expect, it } from 'vitest'
import { smsInbox, startEmulators } from '../../support/emulators.ts'
import { startServer } from '../../support/server.ts'

it('a session and a code are gone two days after they ran out, and not before', async () => {
  const emulators = await startEmulators()
  const server = await startServer({ env: { WECHAT_API_BASE: emulators.wechat, SMS_API_BASE: emulators.sms } })
  const { db } = server.platform.database
  const kept = async () => {
    await forgetExpired(server.platform)
    return [await db.$count(sessions), await db.$count(smsCodes)]
  }
  try {
    const phone = '13800000009'
    await server.call(identity.requestCode, { phone })
    const [sent] = await smsInbox(emulators.sms, phone)
    await server.call(identity.signInByCode, { phone, code: sent?.params.code ?? '' })
    await server.call(identity.requestCode, { phone: '13800000010' })
    const before = await kept()
    expect(before.every((count) => count > 0)).toBe(true)
    server.clock.now = new Date(server.clock.now.getTime() + 3 * 86_400_000)
    const [openSessions = 0, codes] = await kept()
    expect([openSessions > 0, codes]).toEqual([true, 0])
    server.clock.now = new Date(server.clock.now.getTime() + 400 * 86_400_000)
    expect(await kept()).toEqual([0, 0])
  } finally {
    await server.close()
    await emulators.stop()
  }
})
