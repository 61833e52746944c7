import { describeTenant } from '@minyi/shared/identity/contract.ts'
import axios, { AxiosError } from 'axios'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CallFailure, call, failureFrom } from '@/lib/call'

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a call that does not succeed', () => {
  test('is told as no network only where the network failed', async () => {
    axios.defaults.adapter = () => Promise.reject(new AxiosError('lost'))
    await expect(call(describeTenant, {})).rejects.toMatchObject({ code: 'offline' })
    axios.defaults.adapter = () => Promise.reject(new TypeError('a fault of our own'))
    await expect(call(describeTenant, {})).rejects.toThrow('a fault of our own')
  })
})

describe('the failure that a page shows', () => {
  test('is the server’s own, word for word, and nothing else happens', () => {
    const refused = new CallFailure('already-rated', '这件事已经评价过了')
    expect(failureFrom(refused)).toBe(refused)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('of a fault of the page is told as such, and the fault still comes to light', () => {
    const fault = new TypeError('rows is undefined')
    expect(failureFrom(fault)).toMatchObject({ code: 'unexpected', title: '这一页出了问题，请再试一次' })
    expect(() => vi.runAllTimers()).toThrow(fault)
  })
})
