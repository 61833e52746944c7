import { lastPeriod, nextPeriod, sampleSizeOf } from '@minyi/shared/cases/call-backs/rules.ts'
import { answerDays, checkInPlan } from '@minyi/shared/cases/check-ins/rules.ts'
import { clarificationText, givesAway, isOverForGood, needsHeard } from '@minyi/shared/cases/clarifications/rules.ts'
import type { rewardStates } from '@minyi/shared/cases/rewards/contract.ts'
import { nextRewardState, type RewardAct } from '@minyi/shared/cases/rewards/rules.ts'
import { findHandling } from '@minyi/shared/indicators/handling/certified/catalogue.ts'
import { handlingIdOf } from '@minyi/shared/indicators/handling/certified/contract.ts'
import type { ThreeRate } from '@minyi/shared/indicators/three-rates/contract.ts'
import {
  closedQuarters,
  emptyTally,
  hiddenRates,
  threeRateFigures,
} from '@minyi/shared/indicators/three-rates/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2020-01-01', n))

describe('a clarification', () => {
  const paper = {
    id: '11111111-1111-4111-8111-111111111111',
    number: '澄字〔2026〕1号',
    unitName: '市城管局',
    officerName: '顾某',
    finding: 'untrue' as const,
    words: '经查核，程序完整。',
    issuerName: '市司法局',
    issuedDay: '2026-06-11',
    public: true,
    withdrawn: false,
  }

  it('is made of the cleared, the finding, the words and the issuer alone', () => {
    const { title, lines, signed } = clarificationText(paper)
    expect([title, ...lines, ...signed].join('')).toBe(
      '不实举报澄清书市城管局顾某同志：前期有关涉及你履行职责情况的反映，经查核，反映的情况与事实不符。经查核，程序完整。现予以澄清，消除影响。市司法局2026年6月11日',
    )
  })

  it('refuses any words that hold a sealed value or ten signs of the item, however they are cut by punctuation', () => {
    const text = fc.array(fc.constantFrom(...'城管清理路边摊位时言语粗暴没有出示证件也没有说明依据'), {
      minLength: 10,
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, fc.nat(30), fc.constantFrom('', '，', '。'), (signs, at, mark) => {
        const start = Math.min(at, signs.length - 10)
        const piece = signs.slice(start, start + 10)
        const words = `查核：${piece.slice(0, 5).join('')}${mark}${piece.slice(5).join('')}。`
        expect(givesAway(words, { secrets: [], texts: [signs.join('')] })).toBe(true)
      }),
    )
    expect(givesAway('经调取记录，程序完整。', { secrets: ['密名'], texts: ['城管清理路边摊位'] })).toBe(false)
    expect(givesAway('是密名反映的', { secrets: ['密名'], texts: [] })).toBe(true)
  })

  it('says how the matter became known wherever the accused was never told of the item', () => {
    expect(needsHeard('complaint', 'public', null)).toBe(false)
    expect(needsHeard('complaint', 'supervisor', 'petition')).toBe(false)
    expect(needsHeard('complaint', 'public', 'discipline')).toBe(true)
    expect(needsHeard('complaint', 'sealed', null)).toBe(true)
    expect(needsHeard('report', 'public', null)).toBe(true)
  })

  it('is never given while the resident can still have it done once more', () => {
    const today = '2026-06-11'
    const item = { state: 'closed' as const, round: 1, verdict: 'no-answer', reopenUntilDay: '2026-06-11' }
    expect(isOverForGood(item, today)).toBe(false)
    expect(isOverForGood({ ...item, reopenUntilDay: '2026-06-10' }, today)).toBe(true)
    expect(isOverForGood({ ...item, round: 2 }, today)).toBe(true)
    expect(isOverForGood({ ...item, verdict: 'solved' }, today)).toBe(true)
    expect(isOverForGood({ ...item, state: 'handling', round: 2 }, today)).toBe(false)
  })
})

describe('a reward', () => {
  it('is paid only after a proposal that was agreed to, whatever is tried', () => {
    const acts: RewardAct[] = ['propose', 'decline', 'agree', 'send-back', 'pay']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 12 }), (tried) => {
        let state: (typeof rewardStates)[number] = 'claimed'
        const taken: RewardAct[] = []
        for (const act of tried) {
          const next = nextRewardState(act, state)
          if (next === null) continue
          state = next
          taken.push(act)
        }
        if (state === 'paid') expect(taken.slice(-3)).toEqual(['propose', 'agree', 'pay'])
        if (state === 'refused') expect(taken.slice(-2)).toEqual(['decline', 'agree'])
      }),
    )
  })
})

describe('call-backs', () => {
  it('draw no more than there are, no more than the most, and the share where it is enough; a share of 1 draws all, of 0 none', () => {
    const rule = fc.record({
      share: fc.double({ min: 0.01, max: 1, noNaN: true, maxExcluded: true }),
      least: fc.integer({ min: 1, max: 50 }),
      most: fc.integer({ min: 50, max: 300 }),
    })
    fc.assert(
      fc.property(fc.nat(2000), rule, (population, lot) => {
        const size = sampleSizeOf(population, lot)
        expect(size).toBeLessThanOrEqual(Math.min(population, lot.most))
        expect(size).toBeGreaterThanOrEqual(Math.min(population, lot.least))
        expect(size).toBeGreaterThanOrEqual(Math.min(population * lot.share, lot.most))
        expect(sampleSizeOf(population, { ...lot, share: 1 })).toBe(population)
        expect(sampleSizeOf(population, { ...lot, share: 0 })).toBe(0)
      }),
    )
  })

  it('are drawn from the last whole week, which every day of a week agrees on and which meets the week before it', () => {
    fc.assert(
      fc.property(day, (today) => {
        const { from, to } = lastPeriod('week', today)
        expect(new Date(`${from}T00:00:00Z`).getUTCDay()).toBe(1)
        expect(addDays(from, 6)).toBe(to)
        expect(to < today).toBe(true)
        expect(addDays(to, 8) > today).toBe(true)
        expect(addDays(lastPeriod('week', addDays(today, -7)).to, 1)).toBe(from)
      }),
    )
  })

  it('cover every day once, however often is drawn and whatever days the drawing itself was missed on', () => {
    const draws = fc.array(fc.tuple(fc.nat(9), fc.constantFrom('day' as const, 'week' as const)), { minLength: 2 })
    fc.assert(
      fc.property(day, draws, (start, later) => {
        let [today, through]: [string, string | undefined] = [start, undefined]
        for (const [wait, every] of later) {
          today = addDays(today, wait)
          const next = nextPeriod(every, today, through)
          if (!next) continue
          if (through !== undefined) expect(next.from).toBe(addDays(through, 1))
          expect(next.from <= next.to && next.to < today).toBe(true)
          through = next.to
        }
      }),
    )
  })

  it('tell a unit of quarters that are over, side by side and without a gap', () => {
    fc.assert(
      fc.property(day, (today) => {
        const quarters = closedQuarters(today, 4)
        expect((quarters[0]?.to ?? '') < today).toBe(true)
        quarters.slice(1).forEach((quarter, i) => {
          expect(addDays(quarter.to, 1)).toBe(quarters[i]?.from)
        })
        expect(quarters.every(({ from }) => /-(01|04|07|10)-01$/.test(from))).toBe(true)
      }),
    )
  })

  it('hide a rate under thirty and what would give it away, and never show an interval without its n', () => {
    const rate = fc.nat(60).chain((of) => fc.nat(of).map((good) => ({ of, good })))
    const tally = fc
      .tuple(rate, rate, rate)
      .map(([responded, solved, satisfied]) => ({ ...emptyTally, rates: { responded, solved, satisfied } }))
    fc.assert(
      fc.property(fc.array(tally, { minLength: 1, maxLength: 6 }), (parts) => {
        const sum = (rate: 'responded' | 'solved' | 'satisfied') =>
          parts.reduce((all, { rates }) => ({ of: all.of + rates[rate].of, good: all.good + rates[rate].good }), {
            of: 0,
            good: 0,
          })
        const rates = { responded: sum('responded'), solved: sum('solved'), satisfied: sum('satisfied') }
        const hidden = hiddenRates({ ...emptyTally, rates }, parts, definitions)
        const frame = {
          scope: { dimension: 'all' as const, id: null, name: '' },
          period: { from: '2026-01-01', to: '2026-03-31' },
          asOf: '2026-04-01T00:00:00+08:00',
          demo: false,
          definitions,
        }
        const shown = parts.map((part, i) => threeRateFigures(part, frame, hidden[i]))
        for (const name of ['responded', 'solved', 'satisfied'] as const) {
          const away = parts.filter((_, i) => shown[i]?.find(({ rate: one }) => one === name)?.suppressed)
          const together = away.reduce((all, { rates: of }) => all + of[name].of, 0)
          expect(together === 0 || together >= 30 || away.length === parts.length).toBe(true)
        }
        for (const figure of shown.flat()) {
          expect(figure.estimate === null).toBe(figure.suppressed !== null)
          if (figure.estimate) expect(figure.n).toBe(figure.estimate.n)
        }
      }),
    )
  })
})

const definitionOf = (rate: ThreeRate) => {
  const found = findHandling(handlingIdOf('calls', rate))
  if (!found) throw new Error(`no definition of ${rate}`)
  return found.definition
}
const definitions = {
  responded: definitionOf('responded'),
  solved: definitionOf('solved'),
  satisfied: definitionOf('satisfied'),
}

describe('check-ins', () => {
  it('are asked 7, 30 and 90 days after the end, and none whose time to answer is over', () => {
    fc.assert(
      fc.property(day, fc.nat(120), (ended, after) => {
        const today = addDays(ended, after)
        const plan = checkInPlan(ended, today)
        expect(plan.map(({ days }) => days)).toEqual([7, 30, 90].filter((days) => days + answerDays >= after))
        expect(plan.every(({ days, dueDay }) => dueDay === addDays(ended, days))).toBe(true)
      }),
    )
  })
})
