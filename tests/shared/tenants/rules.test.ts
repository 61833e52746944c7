import { slugFault } from '@minyi/shared/tenants/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('the short name of a place', () => {
  it.each(['taicang', 'suzhou-gusu', 'p29', 'a'.repeat(32)])('may be %s', (slug) => {
    expect(slugFault(slug)).toBeNull()
  })

  it.each([
    ['', '缺少地址简称'],
    ['平江', '要用小写字母开头'],
    ['2pingjiang', '可改成 pingjiang'],
    ['Ping Jiang', '可改成 ping-jiang'],
    ['ping_jiang', '可改成 ping-jiang'],
    ['pj', '应有 3 到 32 位，现在是 2 位'],
    ['ping-', '短横线'],
    ['health', '系统自己的地址'],
  ])('may not be %j', (slug, words) => {
    expect(slugFault(slug)).toContain(words)
  })

  it('stands in an address as it is, and what is proposed instead of a wrong one would pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abzAZ09-_ 平/') }), (slug) => {
        const fault = slugFault(slug)
        if (fault === null) return encodeURIComponent(slug) === slug
        const proposed = /可改成 (\S+)$/.exec(fault)?.[1]
        return proposed === undefined || slugFault(proposed) === null
      }),
    )
  })
})
