import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type * as contract from '@minyi/shared/indicators/answers/contract.ts'
import type { AnswerColumn, SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'
import { looksPersonal } from '@minyi/shared/indicators/answers/rules.ts'
import { catalogue } from '@minyi/shared/indicators/catalogue/catalogue.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { reachesAll } from '../../../platform/access.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { readSpreadsheet } from '../../../platform/spreadsheet.ts'
import { answerSetOf } from './present.ts'
import * as queries from './queries.ts'

/** The indicators of the catalogue whose figure comes from a survey. */
export const surveyed = catalogue.filter(({ measured }) => measured === 'survey')

const [gzip, gunzip] = [promisify(zlib.gzip), promisify(zlib.gunzip)]
/** A column of more different values than this is no question with answers to choose from. */
const mostValues = 40

/** The answers of a survey are kept, so that figures can be computed from them; names and telephones are refused, not cut out. */
export function keepAnswers(
  ctx: Context,
  input: InputOf<typeof contract.keepAnswers>,
): Promise<OutputOf<typeof contract.keepAnswers>> {
  return change(ctx, input.id, async (ctx) => {
    refuseUnlessAll(ctx)
    const { id, title, agency, from, to } = input
    if (from > to || to > today(ctx)) throw fault('from', '起在前，止不晚于今天')
    if (input.invited > input.eligible) throw fault('invited', '抽中的人不会多于总体')
    const { head, rows } = await readFile(Buffer.from(input.contentBase64, 'base64'))
    const text = stringify([head, ...rows])
    if (rows.length > input.invited) throw fault('invited', `回答有 ${rows.length} 份，抽中的人不会比它少`)
    await queries.insertAnswers(ctx, {
      ...{ id, title, agency, fromDay: from, toDay: to },
      frame: { eligible: input.eligible, invited: input.invited, reached: input.reached ?? null },
      columns: head.map((name, i) => columnOf(name, rows, i)),
      rows: rows.length,
      sha256: createHash('sha256').update(text).digest('hex'),
      answers: await gzip(text),
      keptBy: staffOf(ctx).id,
    })
    await audit(ctx, { action: 'keep', subjectKind: 'answer-set', subjectId: id, detail: { title, rows: rows.length } })
    return getAnswers(ctx, id)
  })
}

/** The promises of the plans that only a survey can answer. */
export async function listPromises(): Promise<OutputOf<typeof contract.listPromises>> {
  return {
    promises: surveyed.map(({ id, name, document, clause }) => ({
      id,
      name,
      document: document.title,
      clause: clause.text,
    })),
  }
}

export async function listAnswers(
  ctx: Context,
  { limit, after }: InputOf<typeof contract.listAnswers>,
): Promise<OutputOf<typeof contract.listAnswers>> {
  refuseUnlessAll(ctx)
  const found = await queries.listAnswers(ctx, limit, readCursor(z.tuple([z.iso.datetime(), z.uuid()]), after))
  return pageFrom(
    found,
    limit,
    ({ row }) => [row.keptAt.toISOString(), row.id],
    (kept) => answerSetOf(ctx, kept),
  )
}

export function readAnswers(ctx: Context, { setId }: InputOf<typeof contract.readAnswers>) {
  refuseUnlessAll(ctx)
  return getAnswers(ctx, setId)
}

/** The set of answers that a figure is chosen from, with their rows. */
export async function openAnswers(ctx: Context, { setId }: Pick<SampleFigure, 'setId'>) {
  refuseUnlessAll(ctx)
  const set = await getAnswers(ctx, setId)
  const kept = await queries.findText(ctx, setId)
  if (!kept) throw new Problem('not-found')
  const [head = [], ...rows] = parse((await gunzip(kept)).toString('utf8'))
  return { set, head, rows }
}

async function getAnswers(ctx: Context, id: string): Promise<OutputOf<typeof contract.readAnswers>> {
  const found = await queries.findAnswers(ctx, id)
  if (!found) throw new Problem('not-found')
  return answerSetOf(ctx, found)
}

/** A survey is of everybody here, so only who reaches all may see its answers. */
function refuseUnlessAll(ctx: Context): void {
  if (!reachesAll(ctx.actor, 'figures.publish')) throw new Problem('not-found')
}

const fault = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })

async function readFile(bytes: Buffer) {
  const { headings, rows } = await readSpreadsheet(bytes)
  if (rows.length === 0) throw new Problem('import-unreadable', { detail: '文件里没有回答：第一行应是列名' })
  const twice = headings.find((name, i) => name === '' || headings.indexOf(name) !== i)
  if (twice !== undefined)
    throw fault('contentBase64', twice === '' ? '表头有一列没有名字' : `表头里有两列都叫“${twice}”`)
  for (const { row, cells } of rows) {
    const personal = headings.find((name) => looksPersonal(cells[name] ?? ''))
    if (personal !== undefined)
      throw fault('contentBase64', `第 ${row} 行“${personal}”像是手机号或身份证号，请删去这一列再传`)
  }
  return { head: headings, rows: rows.map(({ cells }) => headings.map((name) => cells[name] ?? '')) }
}

function columnOf(name: string, rows: readonly string[][], place: number): AnswerColumn {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = row[place] ?? ''
    if (value !== '' && (counts.has(value) || counts.size <= mostValues))
      counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const values = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? -1 : 1))
  const filled = rows.filter((row) => (row[place] ?? '') !== '').length
  return { name, filled, values: values.length > mostValues ? null : values }
}
