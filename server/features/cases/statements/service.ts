import { isEnd } from '@minyi/shared/cases/rules.ts'
import type * as contract from '@minyi/shared/cases/statements/contract.ts'
import { Statement } from '@minyi/shared/cases/statements/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { attachFiles, listFileViews } from '../../files/service.ts'
import { findAccusing } from '../against/queries.ts'
import { lockCase } from '../queries.ts'
import { factsOf, record } from '../service.ts'
import * as queries from './queries.ts'

/**
 * The accused unit or officer says its side (陈述申辩), on items that the identity level lets it know of. Whoever handles and
 * supervises reads it; the item itself stays closed to the accused.
 */
export async function makeStatement(
  ctx: Context,
  input: InputOf<typeof contract.makeStatement>,
): Promise<OutputOf<typeof contract.makeStatement>> {
  return change(ctx, input.id, async (ctx) => {
    const line = await findAccusing(ctx, input.caseId)
    if (!line?.item.accusedUnitId) throw new Problem('not-found')
    const { item } = line
    if (isEnd(factsOf(item).state)) throw new Problem('step-not-allowed', { detail: '这件投诉已经办结，不能再陈述' })
    const { id: staffId, officerId } = staffOf(ctx)
    await attachFiles(ctx, input.photos, 'statement-photo', { kind: 'statement', id: input.id })
    await queries.insertStatement(ctx, {
      id: input.id,
      caseId: item.id,
      unitId: line.item.accusedUnitId,
      officerId: officerId !== null && officerId === item.accusedOfficerId ? officerId : null,
      staffId,
      words: input.words,
    })
    await record(ctx, item, { act: 'state', internal: true })
    return { statements: await ownStatements(ctx, item.id) }
  })
}

export async function listOwnStatements(
  ctx: Context,
  input: InputOf<typeof contract.listOwnStatements>,
): Promise<OutputOf<typeof contract.listOwnStatements>> {
  const line = await findAccusing(ctx, input.caseId)
  if (!line) throw new Problem('not-found')
  return { statements: await ownStatements(ctx, line.item.id), mayState: !isEnd(factsOf(line.item).state) }
}

/** What the accused said, for whoever handles or supervises the item. */
export async function listStatements(
  ctx: Context,
  input: InputOf<typeof contract.listStatements>,
): Promise<OutputOf<typeof contract.listStatements>> {
  const item = await lockCase(ctx, input.caseId, 'cases.read')
  if (!item) throw new Problem('not-found')
  return { statements: await present(ctx, await queries.listStatements(ctx, item.id)) }
}

async function ownStatements(ctx: Context, caseId: string): Promise<Statement[]> {
  const { unitId, officerId } = staffOf(ctx)
  return present(ctx, await queries.listStatements(ctx, caseId, { unitId, officerId }))
}

function present(ctx: Context, lines: readonly queries.StatementLine[]): Promise<Statement[]> {
  return Promise.all(
    lines.map(async ({ statement, unitName }) =>
      Statement.parse({
        ...statement,
        at: instantOf(ctx, statement.at),
        by: statement.officerId === null ? 'unit' : 'officer',
        unitName: unitName ?? '',
        photos: await listFileViews(ctx, { kind: 'statement', id: statement.id }),
      }),
    ),
  )
}
