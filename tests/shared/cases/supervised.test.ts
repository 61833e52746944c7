import { reveals, type Untold } from '@minyi/shared/cases/supervised/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const untold: Untold = {
  number: 'TC26-06-0187',
  title: '清理摊位时言语粗暴',
  text: '城管清理路边摊位时言语粗暴，未出示执法证，也没有说明依据。',
  identity: ['沈建国', '13912345678'],
}

describe('what a unit must not be told', () => {
  it('is found in whatever spelling, and wherever eight signs of it stand in a row', () => {
    for (const words of ['见 tc26 06 0187', '沈 建国', '139-1234-5678', '说“路边摊位、时言语”粗暴的']) {
      expect(reveals(words, untold)).toBe(true)
    }
    expect(reveals('请核查执法程序是否规范，并书面报告。', untold)).toBe(false)
    const start = fc.integer({ min: 0, max: 20 })
    fc.assert(
      fc.property(start, fc.string(), fc.string(), (at, before, after) => {
        const piece = '城管清理路边摊位时言语粗暴未出示执法证也没有说明依据'.slice(at, at + 8)
        fc.pre(piece.length === 8)
        expect(reveals(`${before}${piece}${after}`, untold)).toBe(true)
      }),
    )
  })

  it('is nothing where nothing is kept back', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        expect(reveals(words, { number: null, title: '', text: '', identity: [] })).toBe(false)
      }),
    )
  })
})
