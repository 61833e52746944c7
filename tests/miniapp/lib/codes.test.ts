import { readableCode } from '@minyi/shared/platform/readable-code.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeOfLaunch, readAnyCode } from '@/lib/codes'

const random = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

describe('what was scanned or typed', () => {
  test('a short code is a claim in any spelling', () => {
    fc.assert(
      fc.property(random(10), (bytes) => {
        const code = readableCode(bytes, 10)
        const spelt = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `
        expect(readAnyCode(spelt)).toEqual({ kind: 'claim', value: code })
      }),
    )
  })

  test('a printed link leads to its claim or its standing code, whatever the host', () => {
    expect(readAnyCode('https://example.org/r/P272j6H_dWg6DtTL-gd8zi?t=taicang')).toEqual({
      kind: 'claim',
      value: 'P272j6H_dWg6DtTL-gd8zi',
    })
    expect(readAnyCode('http://127.0.0.1:3000/c/YH66E5KUAXY23REZA47R')).toEqual({
      kind: 'standing',
      value: 'YH66E5KUAXY23REZA47R',
    })
  })

  test("the mini-program's scene is read as it was encoded", () => {
    expect(codeOfLaunch({ scene: 'r%3DP272j6H_dWg6DtTL-gd8zi' })).toEqual({
      kind: 'claim',
      value: 'P272j6H_dWg6DtTL-gd8zi',
    })
    expect(codeOfLaunch({})).toBeUndefined()
  })

  test('digits are an officer’s number, and anything else is nothing', () => {
    expect(readAnyCode('10050860127')).toEqual({ kind: 'officer', value: '10050860127' })
    expect(readAnyCode('123')).toBeUndefined()
    expect(readAnyCode('不知道')).toBeUndefined()
  })
})
