import { creditCheckCharacter, isCreditCode } from '@minyi/shared/platform/credit-code.ts'
import { groupCode, readableAlphabet, readableCode, readCode } from '@minyi/shared/platform/readable-code.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditBody = fc
  .array(fc.constantFrom(...creditAlphabet), { minLength: 17, maxLength: 17 })
  .map((characters) => characters.join(''))
const random = fc.uint8Array({ minLength: 16, maxLength: 16 })

describe('统一社会信用代码', () => {
  it('accepts codes of real bodies', () => {
    const known = ['91350211M000100Y46', '91110000710929148A', '91440300708461136T']
    expect(known.filter((code) => !isCreditCode(code))).toEqual([])
  })

  it('has exactly one check character for every body', () => {
    fc.assert(
      fc.property(creditBody, (body) => {
        const right = [...creditAlphabet].filter((character) => isCreditCode(body + character))
        expect(right).toEqual([creditCheckCharacter(body)])
      }),
    )
  })

  it('notices every single wrong character', () => {
    fc.assert(
      fc.property(creditBody, fc.nat(16), fc.constantFrom(...creditAlphabet), (body, at, other) => {
        fc.pre(body[at] !== other)
        const code = body + creditCheckCharacter(body)
        expect(isCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
      }),
    )
  })

  it('refuses what is no code at all', () => {
    for (const text of ['', '9135', '91350211M000100Y4I', '91350211m000100y46']) expect(isCreditCode(text)).toBe(false)
  })
})

describe('a code that people read and type', () => {
  it('is read back however it is typed', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 8, max: 16 }), (bytes, length) => {
        const code = readableCode(bytes, length)
        expect(readCode(` ${groupCode(code).toLowerCase()} `, length)).toBe(code)
      }),
    )
  })

  it('is refused with one wrong character, and with two neighbours swapped', () => {
    fc.assert(
      fc.property(random, fc.nat(9), fc.constantFrom(...readableAlphabet), (bytes, at, other) => {
        const code = readableCode(bytes, 10)
        const wrong = code.slice(0, at) + other + code.slice(at + 1)
        if (wrong !== code) expect(readCode(wrong, 10)).toBeNull()
        const swapped =
          code.slice(0, at) +
          code
            .slice(at, at + 2)
            .split('')
            .reverse()
            .join('') +
          code.slice(at + 2)
        if (swapped !== code) expect(readCode(swapped, 10)).toBeNull()
      }),
    )
  })

  it('holds no characters that look alike', () => {
    expect([...'01OIL'].filter((character) => readableAlphabet.includes(character))).toEqual([])
  })
})
