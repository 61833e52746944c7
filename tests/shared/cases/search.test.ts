import {
  bigrams,
  excerptOf,
  markWords,
  plainText,
  searchedText,
  searchedWords,
} from '@minyi/shared/cases/search/rules.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const chinese = fc.string({ unit: fc.constantFrom(..."路灯不亮油烟扰民ＡｂＣ１２，。 　𠮷%_\\'"), maxLength: 60 })

describe('what items are found by', () => {
  it('holds every pair of neighbours of every part, so that no two characters are missed', () => {
    fc.assert(
      fc.property(chinese, chinese, (title, text) => {
        const pairs = new Set(bigrams(searchedText([title, text])))
        for (const part of [title, text].map(plainText)) {
          const signs = [...part]
          for (let at = 0; at + 1 < signs.length; at += 1) expect(pairs).toContain(`${signs[at]}${signs[at + 1]}`)
        }
      }),
    )
  })

  it('finds whatever is typed in other letters, widths and blanks', () => {
    expect(plainText('ＴＣ26－06　0187')).toBe('tc26-06 0187')
    expect(searchedWords('  路灯　ＡＢ 路灯 ')).toEqual(['路灯', 'ab'])
  })

  it('never joins the end of one part with the beginning of the next', () => {
    expect(bigrams(searchedText(['路', '灯']))).not.toContain('路灯')
  })
})

describe('marking', () => {
  it('cuts a text into pieces that are the text, and marks every place of every word', () => {
    fc.assert(
      fc.property(chinese, fc.array(fc.constantFrom('路灯', '油', 'ab', '亮油'), { maxLength: 3 }), (text, words) => {
        const pieces = markWords(text, words)
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        const rest = pieces.filter((piece) => !piece.found).map((piece) => plainText(piece.text))
        for (const word of words) for (const piece of rest) expect(piece).not.toContain(word)
      }),
    )
  })

  it('shows the words with what stands around them', () => {
    const text = '人民路十二号附近路灯连续几天不亮，老人经过时很不安全，希望尽快处理。'
    expect(excerptOf(text, ['不安全'], 4)).toBe('…经过时很不安全，希望尽快处理。')
    expect(excerptOf(text, ['油烟'], 4)).toBeNull()
  })
})
