/** A closed figure takes in at least so many changes that no closed figure has taken in before (rules of the field: five). */
export const minChanges = 5

/** What belongs to the tenant and to no township: counted with the areas that are too small to stand alone. */
export const elsewhere = '00000000-0000-0000-0000-000000000000'

/** Changes of one place, unit and officer that no public figure contains yet; `seen` are in one of their unit or officer. */
export type Pending = {
  areaId: string
  unitId: string | null
  officerId: string | null
  changes: number
  seen: boolean
}

/** Something that a closed figure is of; `members` are the townships in it. */
export type Subject = { dimension: 'area' | 'rest' | 'unit' | 'officer'; key: string; members: readonly string[] }

/** A closed figure in force: when it was closed, and the last day it counts. */
export type Shown = Subject & { closedAt: string; to: string }

export type Facts = {
  pending: readonly Pending[]
  /** Valid ratings in the window of this closing, by township, unit and officer. */
  sizes: { area: ReadonlyMap<string, number>; unit: ReadonlyMap<string, number>; officer: ReadonlyMap<string, number> }
  shown: readonly Shown[]
  minN: number
  /** Figures whose last day lies before this one are taken down. */
  staleBefore: string
}

/** What a closing does, in this order: lets out new figures, or takes down those that must not stand any longer. */
export type Step = { act: 'close' | 'withdraw'; subject: Subject }

/**
 * Decides which figures a closing lets out, so that no reader who kept every figure they were ever shown can compute the grade of a
 * single rating, however they add and subtract. A reader is the public, which sees areas; the staff of a unit, who see areas, their
 * unit and (together with its officers) its officers; never two units together.
 *
 * The rule: the figures that a reader is shown have an order, and each of them contains at least five changes that no earlier one
 * of that reader contains, whatever its dimension and its window. The reason it suffices: take any sum and difference of these
 * figures that is not trivial, and in it the last figure with a factor other than zero. Its five new changes stand in no other
 * figure of the sum, so they remain in it, all with the same factor. No combination, therefore, is about fewer than five changes:
 * not two closings of one key, not a window that drops a day, not an area minus the unit that works in it, not a month of the
 * trend, since a trend only repeats closed figures. An area must hold five such changes for every unit: those of that unit which
 * its own figures already told it are not new to it.
 *
 * For the same reason the total is not a figure of its own: it is the sum of the latest figures of the areas, which everybody could
 * add up. Townships under the minimum n are one figure together (`rest`); one of them stands alone from the closing at which it and
 * what remains can both be let out, and returns when both fit together again. Every other count (eligible, invited, defaulted,
 * excluded, by channel) is only shown as part of such a figure. Turns go to whoever waits longest, so that nobody starves.
 *
 * What this does not hide, as the rule of five never does: five new ratings that are all of one grade.
 */
export function decideClosing(facts: Facts): Step[] {
  const ledger = openLedger(facts)
  const steps: Step[] = facts.shown
    .filter((shown) => shown.to < facts.staleBefore)
    .map((subject) => ({ act: 'withdraw', subject: bare(subject) }))
  for (const turn of turnsOf(facts)) {
    if (turn.dimension === 'unit' || turn.dimension === 'officer') steps.push(...closeAlone(facts, ledger, turn))
    else if (turn.dimension === 'area') steps.push(...closeArea(facts, ledger, turn))
    else steps.push(...closeRest(facts, ledger))
  }
  return steps
}

type Turn = Subject & { closedAt: string }

/** The partition of the townships as it stands, and which changes are still new. */
type Ledger = {
  fresh: (subject: Subject) => number
  size: (members: readonly string[]) => number
  close: (subject: Subject) => Step
  alone: Set<string>
  restMembers: () => string[]
  restShown: boolean
}

function openLedger(facts: Facts): Ledger {
  let open = [...facts.pending]
  const standing = facts.shown.filter((shown) => shown.to >= facts.staleBefore)
  const alone = new Set(standing.filter((s) => s.dimension === 'area').map((s) => s.key))
  const townships = [...new Set([...facts.sizes.area.keys(), ...standing.flatMap((s) => s.members), elsewhere])].sort()
  return {
    fresh: (subject) =>
      freshFor(
        subject,
        open.filter((p) => contains(subject, p)),
      ),
    size: (members) => members.reduce((sum, id) => sum + (facts.sizes.area.get(id) ?? 0), 0),
    close: (subject) => {
      open = isPublic(subject)
        ? open.filter((p) => !contains(subject, p))
        : open.map((p) => (contains(subject, p) ? { ...p, seen: true } : p))
      return { act: 'close', subject }
    },
    alone,
    restMembers: () => townships.filter((id) => !alone.has(id)),
    restShown: standing.some((s) => s.dimension === 'rest'),
  }
}

/** New changes in a figure, for the reader to whom the fewest of them are new. */
function freshFor(subject: Subject, open: readonly Pending[]): number {
  if (!isPublic(subject)) return sumOf(open.filter((p) => !p.seen))
  const known = new Map<string, number>()
  for (const { seen, unitId, changes } of open) {
    if (seen && unitId !== null) known.set(unitId, (known.get(unitId) ?? 0) + changes)
  }
  return sumOf(open) - Math.max(0, ...known.values())
}

const isPublic = ({ dimension }: Subject) => dimension === 'area' || dimension === 'rest'
const sumOf = (pending: readonly Pending[]) => pending.reduce((sum, { changes }) => sum + changes, 0)

/**
 * Everything that may be closed, whoever waits longest first; among equals units before officers before areas, because a change
 * that the public has seen is no longer new to anybody.
 */
function turnsOf(facts: Facts): Turn[] {
  const closedAt = new Map(facts.shown.map((shown) => [nameOf(shown), shown.closedAt]))
  const dated = (subject: Subject): Turn => ({ ...subject, closedAt: closedAt.get(nameOf(subject)) ?? '' })
  const single = (dimension: 'unit' | 'officer') =>
    [...facts.sizes[dimension].keys(), ...facts.shown.filter((s) => s.dimension === dimension).map((s) => s.key)].map(
      (key) => dated({ dimension, key, members: [] }),
    )
  const areas = facts.shown.filter((s) => s.dimension === 'area').map((s) => dated(areaSubject(s.key)))
  const turns = [...areas, dated(restSubject([])), ...single('unit'), ...single('officer')]
  const once = new Map(turns.map((turn) => [nameOf(turn), turn]))
  const rank = { unit: 0, officer: 1, area: 2, rest: 3 }
  return [...once.values()].sort(
    (a, b) => compare(a.closedAt, b.closedAt) || rank[a.dimension] - rank[b.dimension] || compare(a.key, b.key),
  )
}

function closeAlone(facts: Facts, ledger: Ledger, { dimension, key }: Turn): Step[] {
  if (dimension !== 'unit' && dimension !== 'officer') return []
  const subject: Subject = { dimension, key, members: [] }
  const shown = facts.shown.some((s) => nameOf(s) === nameOf(subject) && s.to >= facts.staleBefore)
  if ((facts.sizes[dimension].get(key) ?? 0) < facts.minN) return shown ? [{ act: 'withdraw', subject }] : []
  return ledger.fresh(subject) >= minChanges ? [ledger.close(subject)] : []
}

/** A township that stands alone: closed again, or, when it has become too small, put back with the rest. */
function closeArea(facts: Facts, ledger: Ledger, turn: Turn): Step[] {
  const subject = areaSubject(turn.key)
  if (!ledger.alone.has(turn.key)) return []
  if (ledger.size(subject.members) >= facts.minN) {
    return ledger.fresh(subject) >= minChanges ? [ledger.close(subject)] : []
  }
  const together = restSubject([...ledger.restMembers(), turn.key].sort())
  if (ledger.size(together.members) < facts.minN || ledger.fresh(together) < minChanges) return []
  ledger.alone.delete(turn.key)
  ledger.restShown = true
  return [{ act: 'withdraw', subject }, ledger.close(together)]
}

/** The townships together: those that have become large enough leave one by one, then the remainder is closed again. */
function closeRest(facts: Facts, ledger: Ledger): Step[] {
  const steps: Step[] = []
  const largest = ledger
    .restMembers()
    .filter((id) => id !== elsewhere && ledger.size([id]) >= facts.minN)
    .sort((a, b) => ledger.size([b]) - ledger.size([a]) || compare(a, b))
  for (const id of largest) steps.push(...leaveRest(facts, ledger, id))
  const rest = restSubject(ledger.restMembers())
  if (ledger.size(rest.members) >= facts.minN && ledger.fresh(rest) >= minChanges) {
    ledger.restShown = true
    steps.push(ledger.close(rest))
  }
  return steps
}

function leaveRest(facts: Facts, ledger: Ledger, id: string): Step[] {
  const subject = areaSubject(id)
  if (ledger.fresh(subject) < minChanges) return []
  const rest = restSubject(ledger.restMembers().filter((member) => member !== id))
  const empty = ledger.size(rest.members) === 0
  const closable = ledger.size(rest.members) >= facts.minN && ledger.fresh(rest) >= minChanges
  if (ledger.restShown && !empty && !closable) return []
  ledger.alone.add(id)
  const left = ledger.close(subject)
  if (!ledger.restShown) return [left]
  if (!empty) return [left, ledger.close(rest)]
  ledger.restShown = false
  return [left, { act: 'withdraw', subject: restSubject([]) }]
}

const areaSubject = (key: string): Subject => ({ dimension: 'area', key, members: [key] })
const restSubject = (members: readonly string[]): Subject => ({ dimension: 'rest', key: elsewhere, members })
const nameOf = ({ dimension, key }: Subject) => `${dimension}/${key}`
const bare = ({ dimension, key, members }: Subject): Subject => ({ dimension, key, members })
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function contains({ dimension, key, members }: Subject, pending: Pending): boolean {
  if (dimension === 'unit') return pending.unitId === key
  if (dimension === 'officer') return pending.officerId === key
  return members.includes(pending.areaId)
}
