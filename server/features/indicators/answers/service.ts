import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type * as contract from '@minyi/shared/indicators/answers/contract.ts'
import type { AnswerColumn, SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'
import { looksPersonal } from '@minyi/shared/indicators/answers/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { reachesAll } from '../../../platform/access.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { answerSetOf } from './present.ts'
import * as queries from './queries.ts'

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
    const { id, title, agency, from, to, csv } = input
    if (from > to || to > today(ctx)) throw fault('from', '起在前，止不晚于今天')
    if (input.invited > input.eligible) throw fault('invited', '抽中的人不会多于总体')
    const { head, rows } = readTable(csv)
    if (rows.length > input.invited) throw fault('invited', `回答有 ${rows.length} 份，抽中的人不会比它少`)
    await queries.insertAnswers(ctx, {
      ...{ id, title, agency, fromDay: from, toDay: to },
      frame: { eligible: input.eligible, invited: input.invited, reached: input.reached ?? null },
      columns: head.map((name, i) => columnOf(name, rows, i)),
      rows: rows.length,
      sha256: createHash('sha256').update(csv).digest('hex'),
      answers: await gzip(csv),
      keptBy: staffOf(ctx).id,
    })
    await audit(ctx, { action: 'keep', subjectKind: 'answer-set', subjectId: id, detail: { title, rows: rows.length } })
    return getAnswers(ctx, id)
  })
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
  return { set, ...readTable((await gunzip(kept)).toString('utf8')) }
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

type Table = { head: string[]; rows: string[][] }

function readTable(csv: string): Table {
  const lines = parsed(csv)
  const [head, ...rows] = lines
  if (!head || rows.length === 0) throw new Problem('import-unreadable', { detail: '文件里没有回答：第一行应是列名' })
  const twice = head.find((name, i) => name === '' || head.indexOf(name) !== i)
  if (twice !== undefined) throw fault('csv', twice === '' ? '表头有一列没有名字' : `表头里有两列都叫“${twice}”`)
  rows.forEach((row, r) => {
    const c = row.findIndex(looksPersonal)
    if (c >= 0) throw fault('csv', `第 ${r + 2} 行“${head[c]}”像是手机号或身份证号，请删去这一列再传`)
  })
  return { head, rows }
}

function parsed(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, trim: true, skip_empty_lines: true })
  } catch (cause) {
    const line = cause instanceof Error && 'lines' in cause ? `第 ${cause.lines} 行：` : ''
    throw new Problem('import-unreadable', { detail: `${line}列数与表头不一致，或引号没有成对` })
  }
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
