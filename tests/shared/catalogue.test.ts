import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { catalogue, ratedDefinitionsOf, ratedIndicators } from '@minyi/shared/indicators/catalogue/catalogue.ts'
import { Indicator } from '@minyi/shared/indicators/catalogue/schema.ts'
import { describe, expect, test } from 'vitest'

const plan = (id: string) => readFileSync(new URL(`../fixtures/plans/${id}.txt`, import.meta.url), 'utf8')
const plans = ['000', '001', '002', '003', '004']
const byId = (id: string) => catalogue.find((each) => each.id === id)

describe('the indicator catalogue of the five plans', () => {
  test('has at least thirty promises, and some from every plan', () => {
    expect(catalogue.filter((each) => each.nature === 'promised').length).toBeGreaterThanOrEqual(30)
    for (const id of plans)
      expect(catalogue.filter((each) => each.document.id === id).length).toBeGreaterThanOrEqual(15)
  })

  test('every entry fits the schema', () => {
    for (const each of catalogue) expect(Indicator.safeParse(each).error?.message, each.id).toBeUndefined()
  })

  test('ids, and (id, version) of definitions, are unique; names are unique within a plan', () => {
    const all = (pick: (each: Indicator) => string) => new Set(catalogue.map(pick)).size
    expect(all((each) => each.id)).toBe(catalogue.length)
    expect(all((each) => `${each.definition.id} ${each.definition.version}`)).toBe(catalogue.length)
    expect(all((each) => `${each.document.id} ${each.name}`)).toBe(catalogue.length)
  })

  test('numbers run without a gap within a plan, so that an entry is never lost unseen', () => {
    for (const id of plans) {
      const numbers = catalogue.filter((each) => each.document.id === id).map((each) => Number(each.id.slice(-2)))
      expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    }
  })

  test('every clause is quoted word for word from its plan', () => {
    for (const each of catalogue) expect(plan(each.document.id).includes(each.clause.text), each.id).toBe(true)
  })

  test('the part of the plan that a clause is said to stand in is written like the plan numbers its parts', () => {
    for (const each of catalogue)
      expect(each.clause.place, each.id).toMatch(
        /^(结语|2024年工作|[一二三四五六七八九十]+)(\([一二三四五六七八九十]+\))?$/,
      )
  })

  test('the document number is the one printed in the plan, where it prints one undamaged', () => {
    for (const each of catalogue) {
      if (each.document.number === null || each.document.id === '001') continue
      expect(plan(each.document.id)).toContain(each.document.number)
    }
  })
})

describe('targets', () => {
  test('shares lie between 0 and 1, counts are not negative, and only `between` has an upper end', () => {
    for (const { id, target, definition } of catalogue) {
      for (const each of [target, definition.target]) {
        if (!each) continue
        if (each.unit === 'share') expect(each.value >= 0 && each.value <= 1, id).toBe(true)
        if (each.unit !== 'change') expect(each.value, id).toBeGreaterThanOrEqual(0)
        expect(each.upper !== undefined, id).toBe(each.comparison === 'between')
        if (each.upper !== undefined) expect(each.upper, id).toBeGreaterThan(each.value)
      }
    }
  })

  test('a number that the clause states stands in the clause', () => {
    const words: Record<string, RegExp> = {
      'IND-000-01': /90%以上/,
      'IND-000-04': /0\.5个工作日/,
      'IND-001-12': /不低于.*80%/,
      'IND-001-24': /10个工作日/,
      'IND-001-27': /不少于4次/,
      'IND-001-30': /不少于60学时/,
      'IND-002-20': /100%/,
      'IND-003-01': /96%以上/,
    }
    for (const [id, word] of Object.entries(words)) expect(byId(id)?.clause.text).toMatch(word)
    expect(byId('IND-001-12')?.target).toEqual({ comparison: 'at-least', value: 0.8, unit: 'share' })
    expect(byId('IND-001-24')?.target).toEqual({ comparison: 'at-most', value: 10, unit: 'working-days' })
    expect(byId('IND-001-20')?.target).toEqual({ comparison: 'between', value: 2, upper: 3, unit: 'count' })
    expect(byId('IND-003-01')?.target).toEqual({ comparison: 'at-least', value: 0.96, unit: 'share' })
  })

  test('a period ends after it begins, and a promise with a date ends on that date', () => {
    for (const { id, period } of catalogue) if (period.from && period.to) expect(period.from < period.to, id).toBe(true)
    expect(byId('IND-000-05')?.period.to).toBe('2022-12-31')
    expect(byId('IND-001-19')?.period.to).toBe('2024-12-31')
  })

  test('a definition judged by the tenant says so, and one judged by the clause has the target of the clause', () => {
    for (const { id, target, definition } of catalogue) {
      if (definition.targetBasis === 'clause') expect(definition.target, id).toEqual(target)
      else expect(definition.target, id).not.toBeNull()
    }
  })
})

describe('definitions that are computed from ratings', () => {
  test('plan 000 holds enforcement satisfaction at 90%: top three grades, 90 days, at least 30, Wilson at 95%', () => {
    expect(ratedDefinitionsOf('000')).toEqual([
      {
        id: 'ind-000-02',
        version: 1,
        name: '行政执法社会满意度',
        target: { comparison: 'at-least', value: 0.9, unit: 'share' },
        targetBasis: 'clause',
        source: 'ratings',
        grades: [3, 4, 5],
        denominator: '90 天内办结的行政执法事项中当事人作出且未被剔除的评价，一事一评',
        kinds: ['enforcement'],
        channels: ['link', 'counter', 'assisted'],
        windowDays: 90,
        minN: 30,
        method: 'wilson',
        level: 0.95,
      },
    ])
  })

  test('the demo district scores enforcement and 好差评, both against its own 90%', () => {
    const [enforcement, service, ...rest] = ratedDefinitionsOf('002')
    expect([enforcement?.kinds, service?.kinds, rest]).toEqual([['enforcement'], ['service'], []])
    for (const each of [enforcement, service]) {
      expect(each?.target).toEqual({ comparison: 'at-least', value: 0.9, unit: 'share' })
      expect(each?.targetBasis).toBe('tenant')
    }
  })

  test('no rated definition counts a poor grade as satisfied or scores a standing code', () => {
    for (const { definition } of ratedIndicators) {
      expect(definition.grades).not.toContain(1)
      expect(definition.grades).not.toContain(2)
      expect(definition.channels).not.toContain('standing')
    }
  })

  test('the rule-of-law satisfaction of plan 000 comes from a survey with its own denominator', () => {
    const indicator = byId('IND-000-01')
    expect(indicator?.systems).toContain('S01')
    expect(indicator?.definition).toMatchObject({ source: 'survey', grades: [3, 4, 5], method: 'wilson', level: 0.95 })
    expect(indicator?.definition.denominator).toContain('不含“不了解”“拒答”')
  })
})

test('the command prints the catalogue as JSON without a database', () => {
  const command = fileURLToPath(new URL('../../server/commands/catalogue.ts', import.meta.url))
  const printed = execFileSync(process.execPath, [command], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
    maxBuffer: 10_000_000,
  })
  expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(catalogue)))
})
