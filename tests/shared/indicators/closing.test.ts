import {
  decideClosing,
  elsewhere,
  minChanges,
  type Shown,
  type Subject,
} from '@minyi/shared/indicators/closing/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const minN = 12
const windowDays = 20
const start = '2026-01-01'

/** A rating in a small city: where, by whom, on which day, and when it was given. */
type Event = { id: number; areaId: string; unitId: string; officerId: string | null; day: number; givenOn: number }

/** A figure that was let out: which ratings it contains. */
type Statement = { subject: Subject; on: number; contains: Set<number> }

const events = fc
  .array(
    fc.record({
      areaId: fc.constantFrom('a1', 'a1', 'a1', 'a2', 'a2', 'a3', elsewhere),
      unitId: fc.constantFrom('u1', 'u2'),
      officerId: fc.constantFrom('o1', null),
      day: fc.nat(40),
      late: fc.nat(6),
    }),
    { minLength: 30, maxLength: 260 },
  )
  .map((drafts) =>
    drafts
      .map((draft, id): Event => {
        const officerId = draft.unitId === 'u1' ? draft.officerId : null
        return { ...draft, id, officerId, givenOn: draft.day + draft.late }
      })
      .sort((a, b) => a.givenOn - b.givenOn),
  )

/** Whoever reads closed figures: the public, and the staff and officers of one unit together. */
const readers: Record<string, (subject: Subject) => boolean> = {
  public: ({ dimension }) => dimension === 'area' || dimension === 'rest',
  u1: ({ dimension, key }) => dimension !== 'unit' || key === 'u1',
  u2: ({ dimension, key }) => dimension === 'area' || dimension === 'rest' || key === 'u2',
}

/** Closes every day of the city's life and answers what was let out, in order. */
function liveThrough(all: readonly Event[]): { statements: Statement[]; inForce: Map<string, Statement>[] } {
  const statements: Statement[] = []
  const inForce: Map<string, Statement>[] = []
  let shown = new Map<string, Shown & { statement: Statement }>()
  for (let today = 0; today <= 75; today += 1) {
    const inWindow = all.filter((e) => e.givenOn <= today && e.day > today - windowDays && e.day <= today)
    const told = (e: Event, wanted: (subject: Subject) => boolean) =>
      statements.some((s) => wanted(s.subject) && e.givenOn <= s.on && isIn(s.subject, e))
    const steps = decideClosing({
      pending: inWindow
        .filter((e) => !told(e, isPublic))
        .map((e) => ({ ...e, changes: 1, seen: told(e, (subject) => !isPublic(subject)) })),
      sizes: {
        area: sizes(inWindow, (e) => e.areaId),
        unit: sizes(inWindow, (e) => e.unitId),
        officer: sizes(inWindow, (e) => e.officerId),
      },
      shown: [...shown.values()],
      minN,
      staleBefore: addDays(start, today - windowDays),
    })
    shown = new Map(shown)
    for (const { act, subject } of steps) {
      const name = `${subject.dimension}/${subject.key}`
      shown.delete(name)
      if (act === 'withdraw') continue
      const contains = new Set(inWindow.filter((e) => isIn(subject, e)).map((e) => e.id))
      const statement = { subject, on: today, contains }
      statements.push(statement)
      shown.set(name, { ...subject, closedAt: addDays(start, today), to: addDays(start, today), statement })
    }
    inForce.push(new Map([...shown].map(([name, one]) => [name, one.statement])))
  }
  return { statements, inForce }
}

describe('a closing', () => {
  it('lets out only figures with five changes that no figure shown to the same reader before contains', () => {
    fc.assert(
      fc.property(events, (all) => {
        const { statements } = liveThrough(all)
        for (const [reader, sees] of Object.entries(readers)) {
          const known = new Set<number>()
          for (const { subject, on, contains } of statements.filter((s) => sees(s.subject))) {
            const fresh = [...contains].filter((id) => !known.has(id))
            for (const id of contains) known.add(id)
            const name = `${subject.dimension}/${subject.key} on day ${on} for ${reader}`
            expect(fresh.length, name).toBeGreaterThanOrEqual(minChanges)
            expect(contains.size).toBeGreaterThanOrEqual(minN)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('so that no sum and difference of all that a reader was shown is about one to four ratings', () => {
    fc.assert(
      fc.property(
        events,
        fc.constantFrom(...Object.values(readers)),
        fc.infiniteStream(fc.integer({ min: -2, max: 2 })),
        (all, sees, factors) => {
          const combined = new Map<number, number>()
          for (const { contains } of liveThrough(all).statements.filter((s) => sees(s.subject))) {
            const factor = factors.next().value ?? 0
            for (const id of contains) combined.set(id, (combined.get(id) ?? 0) + factor)
          }
          const involved = [...combined.values()].filter((factor) => factor !== 0).length
          expect(involved === 0 || involved >= minChanges).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('never has one township in two figures that stand at the same time, so that they add up to the total', () => {
    fc.assert(
      fc.property(events, (all) => {
        for (const standing of liveThrough(all).inForce) {
          const members = [...standing.values()].flatMap(({ subject }) => subject.members)
          expect(new Set(members).size).toBe(members.length)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('lets nobody starve who has enough ratings', () => {
    const steady = Array.from({ length: 400 }, (_, id): Event => {
      const day = Math.floor(id / 10)
      return { id, areaId: id % 2 ? 'a1' : 'a2', unitId: id % 4 < 2 ? 'u1' : 'u2', officerId: null, day, givenOn: day }
    })
    const last = liveThrough(steady).inForce[40]
    expect([...(last?.keys() ?? [])].sort()).toEqual(['area/a1', 'area/a2', 'unit/u1', 'unit/u2'])
    for (const statement of last?.values() ?? []) expect(statement.on).toBeGreaterThan(35)
  })

  it('puts small townships together and lets one stand alone once both parts are large enough', () => {
    const facts = (sizes: Record<string, number>, shown: Shown[] = []) => ({
      pending: Object.entries(sizes).map(([areaId, changes]) => ({
        ...{ areaId, unitId: null, officerId: null },
        ...{ changes, seen: false },
      })),
      sizes: { area: new Map(Object.entries(sizes)), unit: new Map(), officer: new Map() },
      shown,
      minN: 30,
      staleBefore: '2025-01-01',
    })
    expect(decideClosing(facts({ a1: 20, a2: 15 }))).toEqual([
      { act: 'close', subject: { dimension: 'rest', key: elsewhere, members: [elsewhere, 'a1', 'a2'] } },
    ])
    const rest: Shown = {
      dimension: 'rest',
      key: elsewhere,
      members: [elsewhere, 'a1', 'a2'],
      closedAt: '2026-01-01',
      to: '2026-01-01',
    }
    expect(decideClosing(facts({ a1: 40, a2: 15 }, [rest]))).toEqual([
      { act: 'close', subject: { dimension: 'rest', key: elsewhere, members: [elsewhere, 'a1', 'a2'] } },
    ])
    expect(decideClosing(facts({ a1: 40, a2: 35 }, [rest])).map((step) => step.subject.key)).toEqual(['a1', elsewhere])
  })
})

const isPublic = ({ dimension }: Subject) => dimension === 'area' || dimension === 'rest'

const isIn = ({ dimension, key, members }: Subject, event: Event) =>
  dimension === 'unit'
    ? event.unitId === key
    : dimension === 'officer'
      ? event.officerId === key
      : members.includes(event.areaId)

function sizes(inWindow: readonly Event[], keyOf: (event: Event) => string | null): Map<string, number> {
  const counted = new Map<string, number>()
  for (const event of inWindow) {
    const key = keyOf(event)
    if (key !== null) counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  return counted
}
