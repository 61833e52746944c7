import { ComparedLine } from '@minyi/shared/bulletins/comparison/contract.ts'
import { changedNumbers } from '@minyi/shared/bulletins/comparison/rules.ts'
import {
  type Bulletin,
  BulletinFigures,
  BulletinHead,
  BulletinKind,
  type BulletinRow,
  BulletinSection,
  BulletinState,
} from '@minyi/shared/bulletins/contract.ts'
import { bulletinActsOf, checksOf } from '@minyi/shared/bulletins/rules.ts'
import { z } from 'zod'
import { type Context, holds, instantOf } from '../../platform/context.ts'
import type * as queries from './queries.ts'

type Person = { name: string; unit: string | null }
export type People = ReadonlyMap<string, Person>

/** The text of a bulletin and its frozen numbers, as they were written down. */
export function readText(row: queries.BulletinRecord) {
  return {
    head: BulletinHead.parse(row.head),
    sections: z.array(BulletinSection).parse(row.sections),
    figures: BulletinFigures.nullable().parse(row.figures),
  }
}

/** Everybody whose name a bulletin shows. */
export const peopleIn = (rows: readonly queries.BulletinRecord[], edits: readonly { by: string }[] = []): string[] => [
  ...new Set(
    [
      ...rows.flatMap(({ madeBy, submittedBy, reviewedBy, publishedBy }) => [
        madeBy,
        submittedBy,
        reviewedBy,
        publishedBy,
      ]),
      ...edits.map(({ by }) => by),
    ].filter((id) => id !== null),
  ),
]

export function rowOf(ctx: Context, { row, correctedBy }: queries.Standing, people: People): BulletinRow {
  const { title, issuer } = readText(row).head
  return {
    id: row.id,
    kind: BulletinKind.parse(row.kind),
    state: BulletinState.parse(row.state),
    title,
    issuer,
    number: row.number,
    period: { from: row.fromDay, to: row.toDay },
    demo: ctx.tenant.demo,
    madeAt: instantOf(ctx, row.madeAt),
    madeBy: personOf(people, row.madeBy),
    publishedAt: row.publishedAt && instantOf(ctx, row.publishedAt),
    progress: { done: row.stepsDone, of: row.stepsOf },
    corrects: row.corrects,
    correctedBy,
  }
}

const personOf = (people: People, id: string): Person => people.get(id) ?? { name: '', unit: null }

type Beside = {
  edits: readonly { version: number; at: Date; by: string; what: string }[]
  files: readonly { format: string; sha256: string; size: number }[]
  people: People
}

export function bulletinOf(ctx: Context, standing: queries.Standing, beside: Beside): Bulletin {
  const { row, correctedBy } = standing
  const { people, edits } = beside
  const { head, sections, figures } = readText(row)
  const act = (at: Date | null, by: string | null) =>
    at && by ? { at: instantOf(ctx, at), by: personOf(people, by) } : null
  const who = {
    writes: holds(ctx.actor, 'bulletins.write'),
    reviews: holds(ctx.actor, 'bulletins.review'),
    wrote: wroteIn(row, edits, ctx.actor.id),
    corrected: correctedBy !== null,
  }
  return {
    ...rowOf(ctx, standing, people),
    version: row.version,
    head,
    sections,
    figures,
    checks: figures ? checksOf(sections, figures) : [],
    submitted: act(row.submittedAt, row.submittedBy),
    reviewed: act(row.reviewedAt, row.reviewedBy),
    published: act(row.publishedAt, row.publishedBy),
    returnedWords: row.returnedWords,
    correction: row.correction,
    edits: edits.map(({ version, at, by, what }) => ({
      version,
      at: instantOf(ctx, at),
      by: personOf(people, by),
      what,
    })),
    files: filesOf(beside.files),
    may: bulletinActsOf(BulletinState.parse(row.state), who),
    comparison: ComparedLine.array().parse(row.comparison ?? []),
    changes: changesOf(row, figures),
  }
}

/** What the last recount changed, as long as the draft can still follow it. */
function changesOf({ state, figuresBefore }: queries.BulletinRecord, figures: BulletinFigures | null) {
  const before = BulletinFigures.nullable().parse(figuresBefore)
  return state === 'draft' && before && figures ? changedNumbers(before, figures) : []
}

/** What the edit of a reviewer who gives a bulletin back begins with; it changes no word. */
export const returned = '退回：'

/** Whether somebody made a bulletin, changed its text or sent it on. */
export const wroteIn = (
  row: Pick<queries.BulletinRecord, 'madeBy' | 'submittedBy'>,
  edits: readonly { by: string; what: string }[],
  id: string | null,
): boolean => {
  const written = edits.filter(({ what }) => !what.startsWith(returned))
  return [row.madeBy, row.submittedBy, ...written.map(({ by }) => by)].includes(id)
}

export const filesOf = (files: readonly { format: string; sha256: string; size: number }[]) =>
  files.map(({ format, sha256, size }) => ({
    format: format === 'pdf' ? ('pdf' as const) : ('docx' as const),
    bytes: size,
    sha256,
  }))
