import { type CaseState, caseKinds, caseStates, identityLevels } from '@minyi/shared/cases/contract.ts'
import { storyLabels } from '@minyi/shared/cases/office/labels.ts'
import {
  accusedReach,
  type CaseAct,
  caseActs,
  caseNumber,
  clockFor,
  isEnd,
  isStricter,
  maskIdentity,
  mayCloseAfterCallBack,
  mayOpenIdentity,
  nextState,
  plainSecret,
  reopens,
  steps,
  titleOf,
} from '@minyi/shared/cases/rules.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

type At = { state: CaseState; round: number }
const start: At = { state: 'received', round: 1 }
const after = (at: At, act: CaseAct): At | null => {
  const state = nextState(act, at)
  return state === null ? null : { state, round: reopens(act) ? at.round + 1 : at.round }
}
const moves = (at: At) => caseActs.flatMap((act) => after(at, act) ?? [])

describe('the procedure', () => {
  it('never leaves the known states, and only revoking the answer opens a third round, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...caseActs), { maxLength: 60 }), (acts) => {
        const end = acts.reduce<At>((at, act) => after(at, act) ?? at, start)
        expect(caseStates).toContain(end.state)
        expect(end.round).toBeLessThanOrEqual(4)
        const unrevoked = acts.filter((act) => act !== 'review-revoke' && act !== 'recheck-revoke')
        expect(unrevoked.reduce<At>((at, act) => after(at, act) ?? at, start).round).toBeLessThanOrEqual(2)
      }),
    )
  })

  it('leads to an end from every state that can be reached', () => {
    const reached: At[] = [start]
    for (const at of reached) {
      for (const next of moves(at)) {
        if (!reached.some((known) => known.state === next.state && known.round === next.round)) reached.push(next)
      }
    }
    expect(new Set(reached.map((at) => at.state))).toEqual(new Set(caseStates))
    const endsFrom = (at: At, seen: string[] = []): boolean => {
      if (isEnd(at.state)) return true
      const key = `${at.state}/${at.round}`
      return !seen.includes(key) && moves(at).some((next) => endsFrom(next, [...seen, key]))
    }
    expect(reached.filter((at) => !endsFrom(at))).toEqual([])
  })

  it('lets nothing but a reopening or the revoking of an answer out of an end', () => {
    const open = caseActs.filter((act) =>
      ['closed', 'refused', 'withdrawn'].some((end) => {
        const next = nextState(act, {
          state: end === 'closed' ? 'closed' : end === 'refused' ? 'refused' : 'withdrawn',
          round: 1,
        })
        return next !== null && !isEnd(next)
      }),
    )
    expect(open).toEqual(['reopen', 'review-revoke', 'recheck-revoke'])
  })

  it('closes a disagreement only through a call-back', () => {
    const toClosed = caseActs.filter((act) => nextState(act, { state: 'call-back', round: 2 }) === 'closed')
    expect(toClosed).toEqual(['call-back-settled'])
    expect(nextState('verdict-disputed', { state: 'replied', round: 1 })).toBe('call-back')
    expect(mayCloseAfterCallBack('not-settled', 1)).toBe(false)
    expect(mayCloseAfterCallBack('not-reached', 1)).toBe(false)
    expect(mayCloseAfterCallBack('not-settled', 2)).toBe(true)
  })

  it('lets only the resident, or time, say what the resident says', () => {
    const verdicts = caseActs.filter((act) => act.startsWith('verdict'))
    expect(verdicts.map((act) => steps[act].by)).toEqual(['resident', 'resident', 'system'])
  })

  it('has a clock in every open state of every kind, and none in an end or while it follows another item', () => {
    for (const kind of caseKinds) {
      for (const entry of ['general', 'stuck'] as const) {
        for (const state of caseStates)
          expect(clockFor(state, { kind, entry }) === null).toBe(isEnd(state) || state === 'merged')
      }
    }
  })

  it('has a word for every line of the story', () => {
    for (const act of [...caseActs, 'receive', 'open-identity']) expect(storyLabels[act]).toBeTruthy()
  })
})

describe('who may know the complainant', () => {
  it('tells the accused of a complaint less with every stricter level, and of a report nothing', () => {
    expect(identityLevels.map((level) => accusedReach('complaint', level, null))).toEqual(['open', 'masked', 'nothing'])
    expect(identityLevels.map((level) => accusedReach('report', level, null))).toEqual([
      'nothing',
      'nothing',
      'nothing',
    ])
  })

  it('tells the accused nothing, at any level, of what is on the path of 纪检', () => {
    for (const level of identityLevels) {
      expect(accusedReach('complaint', level, 'discipline')).toBe('nothing')
      expect(accusedReach('complaint', level, 'petition')).toBe(accusedReach('complaint', level, null))
    }
  })

  it('never lets the accused open an identity at the last two levels, whatever rights it holds', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (supervises, unseals) => {
        expect(mayOpenIdentity('supervisor', { accused: true, supervises, unseals })).toBe(false)
        expect(mayOpenIdentity('sealed', { accused: true, supervises, unseals })).toBe(false)
        expect(mayOpenIdentity('sealed', { accused: false, supervises, unseals })).toBe(unseals)
      }),
    )
  })

  it('only gets stricter', () => {
    for (const from of identityLevels) {
      for (const to of identityLevels) expect(isStricter(from, to) && isStricter(to, from)).toBe(false)
    }
    expect(isStricter('public', 'sealed')).toBe(true)
    expect(isStricter('sealed', 'public')).toBe(false)
  })

  it('leaves no sealed value and no long number in a masked text', () => {
    const name = fc.stringMatching(/^[\u4e00-\u9fa5]{2,4}$/)
    const words = fc.stringMatching(/^[\u4e00-\u9fa5，。]{0,12}$/)
    const phone = fc.stringMatching(/^1[3-9][0-9]{9}$/)
    fc.assert(
      fc.property(name, phone, words, words, (named, number, before, behind) => {
        const masked = maskIdentity(`${before}${named}${behind}电话${number}，${named}`, [named, number])
        expect(masked).not.toContain(named)
        expect(masked).not.toContain(number)
      }),
    )
    expect(maskIdentity('我是李四，139 1234 5678，身份证32058519800101001X，10月5日去过3次', [])).toBe(
      '我是李四，＊＊，身份证＊＊，10月5日去过3次',
    )
  })
})

describe('words and numbers', () => {
  it('make a title that is the beginning of the text', () => {
    expect(titleOf('城管清理路边摊位时言语粗暴，未出示执法证，也没有说明依据。')).toBe(
      '城管清理路边摊位时言语粗暴，未出示执法证',
    )
    expect(titleOf('路灯坏了。晚上很黑')).toBe('路灯坏了')
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), (text) => {
        expect(titleOf(text).length).toBeLessThanOrEqual(40)
      }),
    )
  })

  it('make a number of prefix, month and running number', () => {
    expect(caseNumber('TC', '2026-11-22', 187)).toBe('TC26-11-0187')
    expect(caseNumber('TC', '2026-11-22', 12345)).toBe('TC26-11-12345')
  })

  it('read a secret as people type it', () => {
    expect(plainSecret(' k7m2-9qxd 4f0i ')).toBe('K7M29QXD4F01')
    expect(plainSecret('OIL')).toBe('011')
  })
})
