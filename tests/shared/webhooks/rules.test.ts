import { webhookTopics } from '@minyi/shared/webhooks/contract.ts'
import { webhookTopicGroups } from '@minyi/shared/webhooks/labels.ts'
import { addressFault, giveUpAfterMs, receptionOf, waitAfterTries, waitsSeconds } from '@minyi/shared/webhooks/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('waiting for a receiver', () => {
  it('grows with each try, moved by chance by a fifth at most, and ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: waitsSeconds.length }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, c) => {
          const middle = waitsSeconds[n - 1] ?? 0
          expect(Math.abs((waitAfterTries(n, c) ?? 0) - middle)).toBeLessThanOrEqual(middle * 0.2 + 1)
        },
      ),
    )
    expect(waitAfterTries(waitsSeconds.length + 1, 0.5)).toBeNull()
    expect([...waitsSeconds].sort((a, b) => a - b)).toEqual([...waitsSeconds])
  })

  it('gives a receiver up before any one delivery runs out of tries', () => {
    const shortest = waitsSeconds.reduce((sum, _, n) => sum + (waitAfterTries(n + 1, 0) ?? 0), 0)
    expect(giveUpAfterMs).toBeLessThan(shortest * 1000)
  })
})

it('an answer is taken, refused, gone or away', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), (code) => {
      expect(receptionOf(code) === 'taken').toBe(code >= 200 && code < 300)
    }),
  )
  expect([null, 302, 404, 408, 410, 422, 429, 500].map(receptionOf)).toEqual([
    ...['away', 'away', 'refused', 'away', 'gone', 'refused', 'away', 'away'],
  ])
})

it('an address is https; this machine’s own may be http where it is allowed', () => {
  expect(addressFault('https://example.com/hook?a=1', false)).toBeNull()
  expect(addressFault('http://127.0.0.1:8080/hook', true)).toBeNull()
  for (const url of [
    'http://127.0.0.1:8080/hook',
    'http://example.com',
    'https://a@b.cn',
    'https://a.cn/#x',
    'x',
    '',
  ]) {
    expect(addressFault(url, false)).not.toBeNull()
  }
  expect(addressFault('http://example.com', true)).not.toBeNull()
})

it('every topic can be chosen, in one group', () => {
  const grouped = webhookTopicGroups.flatMap(({ topics }) => topics)
  expect([...grouped].sort()).toEqual([...webhookTopics].sort())
})
