import {
  decideClosing,
  elsewhere,
  type Shown,
  type Step,
  type Subject,
} from '@minyi/shared/indicators/closing/rules.ts'
import { windowUpTo } from '@minyi/shared/indicators/periods/rules.ts'
import { addTallies, type Tally, validOf } from '@minyi/shared/indicators/rules.ts'
import { withheldOf } from '@minyi/shared/indicators/telling/rules.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import type { Context } from '../../../platform/context.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { type Defined, listDefined } from '../definitions/service.ts'
import { closeOfficers } from '../officers/service.ts'
import * as queries from './queries.ts'

/**
 * Closes a day (关账): lets out the figures that five new changes protect, as of the end of that day, and takes down those that
 * must not stand. Once a day, in order; a day that was closed, or lies before one that was, is left alone.
 */
export function closeDay(ctx: Context, day: Day): Promise<boolean> {
  const closedAt = startOfDay(ctx.tenant.zone, addDays(day, 1))
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    await queries.lockClosing(inner)
    if (!(await queries.startClosing(inner, day, closedAt))) return false
    for (const defined of await listDefined(inner)) await closeIndicator(inner, defined, day, closedAt)
    await closeOfficers(inner, day)
    return true
  })
}

type Closing = { defined: Defined; cut: queries.Cut; counted: Awaited<ReturnType<typeof queries.countAtCut>> }

async function closeIndicator(ctx: Context, defined: Defined, day: Day, closedAt: Date): Promise<void> {
  const { definition } = defined
  const cut = {
    kinds: definition.kinds,
    channels: definition.channels.filter((channel) => channel !== 'standing'),
    ...windowUpTo(day, definition.windowDays),
    before: closedAt,
  }
  const closing = { defined, cut, counted: await queries.countAtCut(ctx, cut) }
  const inForce = (await queries.listLatest(ctx, { indicatorIds: [defined.indicatorId] })).filter(
    (row) => row.version === defined.version && row.counts !== null,
  )
  const steps = decideClosing({
    pending: await queries.listPending(ctx, cut),
    sizes: sizesOf(closing),
    shown: inForce.flatMap(shownOf),
    minN: definition.minN,
    staleBefore: addDays(day, -definition.windowDays),
  })
  const made = lastOfEach(steps).map((step) => rowOf(closing, step))
  const total = totalOf(closing, inForce, made)
  await queries.insertClosed(ctx, [...made, ...(total ? [total] : [])])
  const closed = steps.filter((step) => step.act === 'close').map((step) => step.subject)
  await queries.noteClosed(ctx, closed, definition.kinds, closedAt)
}

function sizesOf({ defined, counted }: Closing) {
  const sizes = (tallies: Map<string, Tally>) =>
    new Map([...tallies].map(([key, tally]) => [key, validOf(tally, defined.definition)]))
  return { area: sizes(counted.area), unit: sizes(counted.unit), officer: sizes(counted.officer) }
}

function shownOf(row: queries.ClosedRow): Shown[] {
  const { dimension, key, members } = row
  if (dimension !== 'area' && dimension !== 'rest' && dimension !== 'unit' && dimension !== 'officer') return []
  return [{ dimension, key, members, closedAt: row.closedAt.toISOString(), to: row.toDay }]
}

/** What a subject was done to last is what stands. */
const lastOfEach = (steps: readonly Step[]): Step[] => [
  ...new Map(steps.map((step) => [`${step.subject.dimension}/${step.subject.key}`, step])).values(),
]

function rowOf(closing: Closing, { act, subject }: Step): queries.ClosedRow {
  const counts = act === 'close' ? countsOf(closing, subject) : null
  const { dimension, key, members } = subject
  return { ...headOf(closing), dimension, key, members: [...members], counts, withheld: [] }
}

function countsOf({ counted }: Closing, { dimension, key, members }: Subject): Tally {
  if (dimension === 'unit' || dimension === 'officer') return counted[dimension].get(key) ?? {}
  return addTallies(members.map((member) => counted.area.get(member) ?? {}))
}

/** The total is what everybody could add up: the areas in force, each as it was closed last. Null when none of them moved. */
function totalOf(closing: Closing, before: readonly queries.ClosedRow[], made: readonly queries.ClosedRow[]) {
  const ofAreas = (row: queries.ClosedRow) => row.dimension === 'area' || row.dimension === 'rest'
  if (!made.some(ofAreas)) return null
  const now = new Map([...before, ...made].filter(ofAreas).map((row) => [`${row.dimension}/${row.key}`, row]))
  const standing = [...now.values()].flatMap((row) => (row.counts ? [{ ...row, counts: row.counts }] : []))
  const head = { ...headOf(closing), dimension: 'all', key: elsewhere }
  if (standing.length === 0) return { ...head, members: [], counts: null, withheld: [] }
  const days = standing.map((row) => row.fromDay).sort()
  return {
    ...head,
    fromDay: days[0] ?? head.fromDay,
    members: [...new Set(standing.flatMap((row) => row.members))].sort(),
    counts: addTallies(standing.map((row) => row.counts)),
    withheld: withheldOf(
      standing.map((row) => row.counts),
      closing.defined.definition,
    ),
  }
}

const headOf = ({ defined, cut }: Closing) => ({
  indicatorId: defined.indicatorId,
  version: defined.version,
  closedAt: cut.before,
  fromDay: cut.from,
  toDay: cut.to,
})
