import { openEncryption } from '@minyi/server/platform/encryption.ts'
import { Phone, requestCode, signInByCode } from '@minyi/shared/identity/contract.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smsInbox, startEmulators } from '../../support/emulators.ts'
import { startServer } from '../../support/server.ts'

const key = 'a1'.repeat(32)
const kinds = ['aes', 'sm'] as const
const place = 'tenant/resident/1/phone'

describe.each(kinds)('a value sealed with %s', (kind) => {
  const encryption = openEncryption(key, kind)

  it('opens to what it was, in its own place, and looks different each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plain) => {
        const [one, other] = [encryption.seal(plain, place), encryption.seal(plain, place)]
        expect(encryption.open(one, place)).toBe(plain)
        expect(one.equals(other)).toBe(false)
      }),
    )
  })

  it('opens nowhere else, not with another key, and not when any byte was altered', () => {
    const sealed = encryption.seal('13800000001', place)
    expect(() => encryption.open(sealed, 'tenant/resident/2/phone')).toThrow()
    expect(() => openEncryption('b2'.repeat(32), kind).open(sealed, place)).toThrow()
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(() => encryption.open(altered, place), `byte ${at}`).toThrow()
    }
  })

  it('is found by an index that only the key gives, and that differs between fields', () => {
    const index = encryption.blindIndex('phone', '13800000001')
    expect(encryption.blindIndex('phone', '13800000001')).toEqual(index)
    expect(encryption.blindIndex('openid', '13800000001')).not.toEqual(index)
    expect(openEncryption('b2'.repeat(32), kind).blindIndex('phone', '13800000001')).not.toEqual(index)
  })
})

it('each kind of encryption has key versions of its own', () => {
  expect(new Set(kinds.map((kind) => openEncryption(key, kind).keyVersion)).size).toBe(kinds.length)
})

it('a place that seals with 国密 signs its residents in and keeps their telephones under its own key version', async () => {
  const emulators = await startEmulators()
  const server = await startServer({ env: { SMS_API_BASE: emulators.sms, MINYI_ENCRYPTION: 'sm' } })
  const phone = Phone.parse('13800000021')
  await server.call(requestCode, { phone })
  const [message] = await smsInbox(emulators.sms, phone)
  const signedIn = await server.call(signInByCode, { phone, code: message?.params.code ?? '' })
  expect(signedIn.status).toBe(200)
  const rows = await server.platform.database.sql`select field, key_version from sealed`
  expect(rows).toEqual([{ field: 'phone', key_version: openEncryption(key, 'sm').keyVersion }])
  await server.close()
  await emulators.stop()
})
