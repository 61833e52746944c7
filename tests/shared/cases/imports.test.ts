import { cellsOf } from '@minyi/shared/cases/imports/cells/rules.ts'
import { guessColumns } from '@minyi/shared/cases/imports/columns/rules.ts'
import { ImportMapping } from '@minyi/shared/cases/imports/contract.ts'
import { contentOf, readRow, whatToDo } from '@minyi/shared/cases/imports/rules.ts'
import { isBefore, readLocalTime } from '@minyi/shared/cases/imports/times/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const now = { day: '2026-06-11', second: 43_200 }
const none = { area: new Map(), unit: new Map(), topic: new Map() }
const plain = ImportMapping.parse({ columns: [], values: {} })
const row = (more: object = {}) => ({ externalId: 'A1', receivedAt: '2026-06-01 08:00', text: '路灯不亮', ...more })
const read = (more: object = {}, mapping = plain, names = none) => readRow(row(more), mapping, names, now)

describe('times as tables write them', () => {
  it.each([
    ['2026/5/3 9:12', '2026-05-03', 33_120],
    ['2026-05-03T09:12:30', '2026-05-03', 33_150],
    ['2026年5月3日 9时12分', '2026-05-03', 33_120],
    ['20260503091230', '2026-05-03', 33_150],
    ['2026.5.3', '2026-05-03', 0],
    ['46145.5', '2026-05-03', 43_200],
  ])('%s', (text, day, second) => expect(readLocalTime(text)).toEqual({ day, second }))

  it.each(['2026-05-03T09:12:30+08:00'])('%s in China’s own zone', (text) =>
    expect(readLocalTime(text)).toEqual({ day: '2026-05-03', second: 33_150 }),
  )

  it.each(['2026-5-32', '2026-02-29', '昨天', '25:00', '2026-05-03 24:30', '2026-05-03T09:12:30Z', ''])(
    '%s is none',
    (text) => expect(readLocalTime(text)).toBeNull(),
  )

  it('reads back what it wrote, in every order of time', () => {
    const time = fc.record({
      day: fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      second: fc.integer({ min: 0, max: 86_399 }),
    })
    const local = (value: { day: Date; second: number }) => ({ ...value, day: value.day.toISOString().slice(0, 10) })
    const written = ({ day, second }: { day: string; second: number }) =>
      `${day} ${Math.floor(second / 3600)}:${Math.floor(second / 60) % 60}:${second % 60}`
    fc.assert(
      fc.property(time, time, (one, two) => {
        const [left, right] = [local(one), local(two)]
        expect(readLocalTime(written(left))).toEqual(left)
        expect(isBefore(left, right) && isBefore(right, left)).toBe(false)
        expect(isBefore(left, right) || isBefore(right, left)).toBe(
          left.day !== right.day || left.second !== right.second,
        )
      }),
    )
  })
})

describe('where columns belong', () => {
  it('is guessed by their headings, each field once', () => {
    const columns = guessColumns(['工单编号', '来电时间', '＊诉求内容', '承办单位', '身份证号', '受理时间'])
    expect(Object.fromEntries(columns.map(({ field, column }) => [field, column]))).toEqual({
      externalId: '工单编号',
      receivedAt: '来电时间',
      text: '＊诉求内容',
      unit: '承办单位',
      acceptedAt: '受理时间',
    })
  })

  it('never puts one column in two places or two in one, whatever they are called', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('编号', '受理时间', '内容', '满意度', '电话', '状态', 'x')), (headings) => {
        const columns = guessColumns(headings)
        expect(new Set(columns.map(({ field }) => field)).size).toBe(columns.length)
        expect(new Set(columns.map(({ column }) => column)).size).toBe(columns.length)
      }),
    )
  })
})

describe('a row', () => {
  it('keeps its text letter by letter', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300 }), (text) => {
        const { item } = read({ text })
        if (text.trim() === '') expect(item).toBeNull()
        else expect(item?.text).toBe(text)
      }),
    )
  })

  it('means the same whatever order its columns have', () => {
    const cells = fc.record({ name: fc.string(), place: fc.string(), verdict: fc.constantFrom('', '满意', '默认满意') })
    fc.assert(
      fc.property(cells, (given) => {
        const all: Record<string, string> = { ...row(), ...given }
        const headings = Object.keys(all)
        const turned = [...headings].reverse()
        const lines = [headings, turned].map((order) => {
          const mapping = {
            ...plain,
            columns: ImportMapping.shape.columns.parse(order.map((h) => ({ column: h, field: h }))),
          }
          return readRow(
            cellsOf(
              mapping,
              order,
              order.map((h) => all[h] ?? ''),
            ),
            mapping,
            none,
            now,
          ).item
        })
        expect(lines[0] && contentOf(lines[0])).toEqual(lines[1] && contentOf(lines[1]))
      }),
    )
  })

  it('is kept out by a fault that stops, and only by such a one', () => {
    const any = fc.record({
      receivedAt: fc.constantFrom('2026-06-01', '昨天', '', '2027-01-01'),
      text: fc.constantFrom('路灯', ''),
      phone: fc.constantFrom('', '13912340471', '12'),
      unit: fc.constantFrom('', '没有的'),
      endedAt: fc.constantFrom('', '2026-05-01', '2026-06-03'),
      state: fc.constantFrom('', '已办结', '说不清'),
    })
    fc.assert(
      fc.property(any, (cells) => {
        const { item, faults } = read(cells)
        expect(item === null).toBe(faults.some(({ stops }) => stops))
        expect(new Set(faults.map(({ field }) => field)).size).toBe(faults.length)
      }),
    )
  })

  it('never tells a value that may be personal', () => {
    const { faults } = read({ phone: '139123', name: '陈'.repeat(80), text: 'x'.repeat(30_000), unit: '没有的' })
    expect(faults.map(({ field, value }) => [field, value])).toEqual([
      ['text', null],
      ['name', null],
      ['phone', null],
      ['unit', '没有的'],
    ])
  })

  it('counts silence as no answer and gives it no grade', () => {
    const { item, faults } = read({ state: '已办结', endedAt: '2026-06-03', verdict: '默认满意', grade: '5' })
    expect(item).toMatchObject({ verdict: 'no-answer', grade: null })
    expect(faults.map(({ code, stops }) => [code, stops])).toEqual([['silence', false]])
  })

  it('asks where a name means two, and takes what the source said it means', () => {
    const unit = new Map([
      [
        '城管',
        [
          { id: 'a', name: '市城管局' },
          { id: 'b', name: '城厢城管所' },
        ],
      ],
    ])
    expect(read({ unit: '城管' }, plain, { ...none, unit }).faults[0]?.words).toBe('“城管”：市城管局，还是城厢城管所？')
    const chosen = { ...plain, values: { ...plain.values, unit: { 城管: 'b' } } }
    expect(read({ unit: '城管', state: '办理中' }, chosen, { ...none, unit }).item).toMatchObject({
      unitId: 'b',
      state: 'handling',
    })
  })
})

describe('a number that came before', () => {
  it('makes one item only, and nothing that the office has in hand is touched', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (same, touched, thisRun) => {
        const todo = whatToDo({ same, touched, thisRun })
        expect(todo).not.toBe('create')
        if (same) expect(todo).toBe('same')
        if (touched) expect(todo).not.toBe('change')
      }),
    )
    expect(whatToDo(undefined)).toBe('create')
  })
})

it('a word that is the name of an object’s own part is no more than an unknown word', () => {
  for (const word of ['constructor', 'toString', '__proto__']) {
    expect(read({ kind: word, grade: word, unit: word }).faults.map(({ code }) => code)).toEqual([
      'unknown-word',
      'unknown-name',
      'not-a-grade',
    ])
  }
})
