import { messageOf, residentNotices, staffNotices } from '@minyi/shared/notices/labels.ts'
import { readFields, writeFields } from '@minyi/shared/notices/office/rules.ts'
import {
  isSpeakable,
  natures,
  nextChannel,
  quietUntil,
  shortThing,
  timeInWords,
  waitAfter,
} from '@minyi/shared/notices/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const two = (count: number) => String(count).padStart(2, '0')
const wall = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const local = (time: string) => `2026-11-22T${time}:00+08:00`

describe('quiet hours', () => {
  it('keep a message until they end, at night and over noon', () => {
    expect(quietUntil(local('22:10'), { from: '21:00', until: '08:00' })).toEqual({ tomorrow: true, time: '08:00' })
    expect(quietUntil(local('07:59'), { from: '21:00', until: '08:00' })).toEqual({ tomorrow: false, time: '08:00' })
    expect(quietUntil(local('08:00'), { from: '21:00', until: '08:00' })).toBeNull()
    expect(quietUntil(local('13:00'), { from: '12:00', until: '14:00' })).toEqual({ tomorrow: false, time: '14:00' })
    expect(quietUntil(local('13:00'), null)).toBeNull()
  })

  it('never keep anything when they end, whatever the hours, and keep it less than a day', () => {
    fc.assert(
      fc.property(wall, wall, wall, (now, from, until) => {
        const end = quietUntil(local(now), { from, until })
        if (end === null) return
        expect(quietUntil(local(end.time), { from, until })).toBeNull()
        const wait = minutesOf(end.time) - minutesOf(now) + (end.tomorrow ? 1_440 : 0)
        expect(wait).toBeGreaterThan(0)
        expect(wait).toBeLessThan(1_440)
      }),
    )
  })
})

describe('the chain', () => {
  it('goes from WeChat to SMS to the telephone, and ends there', () => {
    expect(nextChannel('subscribe', { call: false, hasPhone: false })).toBe('sms')
    expect(nextChannel('sms', { call: true, hasPhone: true })).toBe('call')
    expect(nextChannel('sms', { call: false, hasPhone: true })).toBeNull()
    expect(nextChannel('sms', { call: true, hasPhone: false })).toBeNull()
  })

  it('waits longer after each try, and not for ever', () => {
    const waits = Array.from({ length: 10 }, (_, tries) => waitAfter(tries + 1)).filter((wait) => wait !== null)
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits.length).toBeLessThan(6)
  })
})

describe('the words of a message', () => {
  it('have a title for every kind, and fit into WeChat’s fields', () => {
    for (const kind of [...Object.keys(residentNotices), ...Object.keys(staffNotices)]) {
      const { title } = messageOf(kind, { number: null, count: null })
      expect(title).not.toBe('新消息')
      expect(shortThing(title).length).toBeLessThanOrEqual(20)
    }
    for (const { step } of Object.values(residentNotices)) expect(step.length).toBeLessThanOrEqual(35)
    expect(Object.keys(natures).sort()).toEqual(Object.keys(residentNotices).sort())
  })

  it('carry a number and a count, and nothing else', () => {
    expect(messageOf('mention', { number: 'TC26-11-0001', count: null })).toEqual({
      title: '备注里提到了您',
      text: '编号 TC26-11-0001',
    })
    expect(messageOf('overdue', { number: null, count: 3 }).text).toBe('共 3 件')
    expect(timeInWords('2026-06-09T08:05:00+08:00')).toBe('2026年6月9日 08:05')
  })

  it('never carry a telephone, an identity number, or a sentence', () => {
    for (const number of ['TC26-11-0001', '太督〔2026〕3号', 'IND-002-01']) expect(isSpeakable(number)).toBe(true)
    for (const number of ['', '13800000001', '电话13912345678', '320522199001011234', '很'.repeat(33)]) {
      expect(isSpeakable(number)).toBe(false)
    }
  })
})

describe('the fields of a template in one line', () => {
  it('are read as they were written, whatever they are, and refused where one is none', () => {
    const field = fc
      .tuple(fc.constantFrom('thing', 'time', 'character_string', 'phrase'), fc.nat(20))
      .map(([k, n]) => `${k}${n}`)
    const slot = fc.constantFrom(
      'number' as const,
      'title' as const,
      'state' as const,
      'time' as const,
      'place' as const,
    )
    fc.assert(
      fc.property(fc.dictionary(field, slot, { minKeys: 1 }), (fields) => {
        expect(readFields(writeFields(fields))).toEqual(fields)
      }),
    )
    expect(readFields('thing2=名字')).toBeUndefined()
    expect(readFields('标题')).toBeUndefined()
  })
})
