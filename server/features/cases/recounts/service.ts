import type * as contract from '@minyi/shared/clocks/contract.ts'
import { type ClockDefinition, ClockName, Recount } from '@minyi/shared/clocks/contract.ts'
import { dueInWords } from '@minyi/shared/clocks/labels.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { type Context, dayOf, instantOf, type Platform, systemContext } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { listTenants } from '../../../platform/tenants.ts'
import {
  type Armed,
  type ClockBook,
  dueOfRunning,
  findDefinition,
  noteRecount,
  openClockBook,
  takeRecount,
} from '../../clocks/service.ts'
import { type CaseRecord, updateCase } from '../queries.ts'
import { updateClock } from '../running/queries.ts'
import { columnsOf } from '../running/service.ts'
import { record } from '../service.ts'
import * as queries from './queries.ts'

type Due = Pick<Armed, 'dueAt' | 'dueDay' | 'provisional'>
type Counted = queries.RunningLine & { due: Due; definition: ClockDefinition }
type Asked = Pick<contract.Recount, 'cause' | 'clock' | 'version'>

const batch = 500
const shownRows = 20

/** Counts anew what administrators have asked for, a batch at a time in each place. */
export async function workRecounts(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    const ctx = systemContext(platform, tenant, 'cases.recounts')
    while ((await workRecount(ctx)) > 0);
  }
}

/** One batch of the oldest recount: each clock gets its new end, and where its day moves the resident is told from when to when. */
export async function workRecount(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const recount = await takeRecount(inner)
    if (!recount) return 0
    const book = await openClockBook(inner)
    const asked = Recount.pick({ cause: true, clock: true, version: true }).parse(recount)
    const lines = await queries.listRunningAfter(inner, asked, { after: recount.reached, limit: batch, lock: true })
    let [moved, firm] = [recount.moved, recount.firm]
    for (const counted of await countAll(inner, lines, pickerOf(inner, asked), book)) {
      await move(inner, book, counted)
      if (counted.due.dueDay !== counted.clock.dueDay) moved += 1
      if (becomesFirm(counted)) firm += 1
    }
    const doneAt = lines.length < batch ? ctx.now() : null
    const examined = recount.examined + lines.length
    await noteRecount(inner, recount.id, { examined, moved, firm, doneAt, reached: lines.at(-1)?.clock.id ?? null })
    if (doneAt) {
      const detail = { ...asked, examined, moved, firm }
      await audit(inner, { action: 'cases.recount', subjectKind: 'recount', subjectId: recount.id, detail })
    }
    return 1
  })
}

/** What a new definition or calendar would do, without doing it. Numbers are told of those items only that the caller reads. */
export async function previewRecount(
  ctx: Context,
  input: InputOf<typeof contract.previewRecount>,
): Promise<OutputOf<typeof contract.previewRecount>> {
  const known = await openClockBook(ctx)
  const current = input.definition && known.clocks.get(input.definition.clock)
  if ((input.definition === undefined) === (input.calendar === undefined)) throw nothingToPreview()
  const { months = current?.months ?? 0, onDay = current?.onDay ?? null, ...set } = input.definition ?? {}
  const next = current && { ...current, ...set, months, onDay }
  const book = input.calendar ? { ...known, calendar: { ...input.calendar, version: 0 } } : known
  const asked: Asked = { cause: next ? 'clock' : 'calendar', clock: next?.clock ?? null, version: upToNow }
  const pick = next ? async () => next : pickerOf(ctx, asked)
  const tally = { examined: 0, earlier: 0, later: 0, firm: 0, overdue: 0 }
  const shown: Counted[] = []
  let after: string | null = null
  for (;;) {
    const lines = await queries.listRunningAfter(ctx, asked, { after, limit: batch, lock: false })
    for (const counted of await countAll(ctx, lines, pick, book)) note(ctx, tally, shown, counted)
    after = lines.at(-1)?.clock.id ?? null
    if (lines.length < batch) return { ...tally, rows: await rowsOf(ctx, shown) }
  }
}

const upToNow = 2_147_483_647
const nothingToPreview = () =>
  new Problem('input-invalid', { fields: [{ path: 'definition', message: '请给出一项时限，或一份日历' }] })

type Tally = Omit<OutputOf<typeof contract.previewRecount>, 'rows'>

function note(ctx: Context, tally: Tally, shown: Counted[], counted: Counted): void {
  const { clock, due } = counted
  const now = ctx.now().getTime()
  tally.examined += 1
  if (becomesFirm(counted)) tally.firm += 1
  if (due.dueAt.getTime() < now && clock.dueAt.getTime() >= now) tally.overdue += 1
  if (due.dueDay === clock.dueDay) return
  if (due.dueDay < clock.dueDay) tally.earlier += 1
  else tally.later += 1
  if (shown.length < shownRows) shown.push(counted)
}

async function rowsOf(ctx: Context, shown: readonly Counted[]) {
  const readable = new Map(
    (
      await queries.listReadable(
        ctx,
        shown.map(({ item }) => item.id),
      )
    ).map(({ id, number }) => [id, number]),
  )
  return shown.flatMap(({ item, clock, due }) => {
    const number = readable.get(item.id)
    if (number === undefined) return []
    const { dueDay: to, provisional } = due
    return [{ number, clock: ClockName.parse(clock.clock), from: clock.dueDay, to, provisional }]
  })
}

const becomesFirm = ({ clock, due }: Counted) => clock.provisional && !due.provisional

type Picker = (clock: ClockName, version: number) => Promise<ClockDefinition>

/** A new definition counts for all; a new calendar counts each clock by the definition that it was set with. */
function pickerOf(ctx: Context, asked: Asked): Picker {
  const known = new Map<string, Promise<ClockDefinition>>()
  return (clock, version) => {
    const wanted = asked.cause === 'clock' ? asked.version : version
    const key = `${clock}/${wanted}`
    const found = known.get(key) ?? findDefinition(ctx, clock, wanted)
    known.set(key, found)
    return found
  }
}

async function countAll(
  ctx: Context,
  lines: readonly queries.RunningLine[],
  pick: Picker,
  book: ClockBook,
): Promise<Counted[]> {
  const pauses = Map.groupBy(
    await queries.listPausesOf(
      ctx,
      lines.map(({ item }) => item.id),
    ),
    (pause) => pause.caseId,
  )
  const counted: Counted[] = []
  for (const line of lines) {
    const definition = await pick(ClockName.parse(line.clock.clock), line.clock.definitionVersion)
    const own = (pauses.get(line.item.id) ?? []).flatMap((pause) => toPause(ctx, line, pause))
    const due = dueOfRunning(ctx, definition, book.calendar, { ...line.clock, pauses: own })
    counted.push({ ...line, due, definition })
  }
  return counted
}

function toPause(ctx: Context, { item, clock }: queries.RunningLine, { from, to }: queries.PauseRow) {
  const until = to ? dayOf(ctx, to) : item.pausedUntil
  if (!from || !until || from.getTime() < clock.startedAt.getTime()) return []
  return [{ from: dayOf(ctx, from), to: until }]
}

async function move(ctx: Context, book: ClockBook, { item, clock, due, definition }: Counted): Promise<void> {
  const { version: definitionVersion, dayKind } = definition
  await updateClock(ctx, clock.id, { ...due, dayKind, definitionVersion, calendarVersion: book.calendar.version })
  const patch = columnsOf(item, clock, due)
  if (Object.keys(patch).length === 0) return
  const changed = await updateCase(
    ctx,
    item.id,
    clock.clock === item.clock ? { ...patch, clockDayKind: dayKind } : patch,
  )
  if (due.dueDay !== clock.dueDay && clock.clock === item.clock) await tell(ctx, changed, clock, due)
}

async function tell(ctx: Context, item: CaseRecord, before: Due, after: Due): Promise<void> {
  const told = (due: Due) => dueInWords({ ...due, dueAt: instantOf(ctx, due.dueAt) })
  await record(ctx, item, { act: 'recount', words: `期限由${told(before)}改为${told(after)}` })
}
