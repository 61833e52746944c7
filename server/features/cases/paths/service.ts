import { OtherPath, otherPaths } from '@minyi/shared/cases/contract.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import type * as contract from '@minyi/shared/cases/paths/contract.ts'
import { PathDesk } from '@minyi/shared/cases/paths/contract.ts'
import { pathWords } from '@minyi/shared/cases/paths/labels.ts'
import type { PathShown } from '@minyi/shared/cases/resident/contract.ts'
import type { ClockName } from '@minyi/shared/clocks/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, addMonths, type Day } from '@minyi/shared/platform/time.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, dayOf, today } from '../../../platform/context.ts'
import { readVersioned, writeParameter } from '../../../platform/parameters.ts'
import { Problem } from '../../../platform/problem.ts'
import { openClockBook } from '../../clocks/service.ts'
import { officeChange } from '../office/change/service.ts'
import { detailOf } from '../office/service.ts'
import type { CaseRecord } from '../queries.ts'
import { takeStep } from '../service.ts'

/** The dispatcher puts an item on its legal path (S25); 信访 changes its clock, and what is for 纪检 is no longer told to the accused. */
export async function setPath(ctx: Context, input: InputOf<typeof contract.setPath>): Promise<CaseDetail> {
  return officeChange(ctx, input, ['cases.dispatch'], async (ctx, item) => {
    const { legalPath } = input
    if (legalPath === item.legalPath) throw new Problem('step-not-allowed')
    const words = legalPath ? `${pathWords[legalPath].title}：${input.words}` : `不走其他途径：${input.words}`
    return detailOf(ctx, await takeStep(ctx, item, { act: 'set-path', words, internal: true, patch: { legalPath } }))
  })
}

/** Where each path leads in this place, for residents and staff; empty words until the administrator has filled them in. */
export async function listPathDesks(ctx: Context): Promise<OutputOf<typeof contract.listPathDesks>> {
  return { desks: await Promise.all(otherPaths.map((path) => readDesk(ctx, path))) }
}

export async function definePathDesk(ctx: Context, input: InputOf<typeof contract.definePathDesk>): Promise<PathDesk> {
  const { id, path, version, ...value } = input
  return change(ctx, id, async (ctx) => {
    const written = await writeParameter(ctx, nameOf(path), { after: version, value, source: '本地填写' })
    if (!written) throw new Problem('version-conflict')
    await audit(ctx, { action: 'cases.define-path-desk', subjectKind: 'path-desk', subjectId: id, detail: value })
    return readDesk(ctx, path)
  })
}

/** Which path an item's resident is pointed to, where that is here, and until when it may be taken. */
export async function readPath(ctx: Context, item: CaseRecord): Promise<PathShown | null> {
  const path = OtherPath.nullable().parse(item.otherPath ?? item.legalPath)
  if (path === null) return null
  const { office, address, phone, hours } = await readDesk(ctx, path)
  const untilDay = await lastDayOf(ctx, item, path)
  return {
    path,
    ...pathWords[path],
    office,
    address,
    phone,
    hours,
    untilDay,
    over: untilDay !== null && untilDay < today(ctx),
  }
}

/** Until which day a path may be taken, counted from the day it happened; null where it knows no end. */
export async function lastDayOf(ctx: Context, item: CaseRecord, path: OtherPath): Promise<Day | null> {
  const name = asked[path]
  const clock = name && (await openClockBook(ctx)).clocks.get(name)
  const from = item.happenedDay ?? dayOf(ctx, item.receivedAt)
  return clock ? addDays(addMonths(from, clock.months), clock.days) : null
}

/** The clocks within which a resident may take a path. */
const asked: Partial<Record<OtherPath, ClockName>> = {
  reconsideration: 'reconsideration-ask',
  litigation: 'litigation-ask',
  arbitration: 'arbitration-ask',
}

/** One path's desk. */
async function readDesk(ctx: Context, path: OtherPath): Promise<PathDesk> {
  const { value, version } = await readVersioned(ctx, nameOf(path), Words, nothing)
  return { path, version, ...value }
}

const Words = PathDesk.pick({ office: true, address: true, phone: true, hours: true })
const nothing = { office: '', address: '', phone: '', hours: '' }
const nameOf = (path: OtherPath) => `cases.path-desk.${path}`
