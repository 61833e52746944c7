import type { Cells } from '@minyi/shared/cases/imports/cells/rules.ts'
import type * as contract from '@minyi/shared/cases/imports/contract.ts'
import { ImportMapping } from '@minyi/shared/cases/imports/contract.ts'
import { readRow } from '@minyi/shared/cases/imports/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../../platform/audit.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, keyOf } from '../../../../platform/context.ts'
import { newId } from '../../../../platform/ids.ts'
import { Problem } from '../../../../platform/problem.ts'
import { findSourceBySlug, insertRun } from '../queries.ts'
import { putFaults } from '../work/queries.ts'
import { cleanText, countOutcomes, localNow, openBook } from '../work/service.ts'
import { writeBatch } from '../writing/service.ts'

/**
 * Another system sends items of a source that its key may fill, in the fields' own names; the source's saved words say what its words
 * mean. A fault keeps out its own item only.
 */
export async function pushItems(
  ctx: Context,
  input: InputOf<typeof contract.pushItems>,
): Promise<OutputOf<typeof contract.pushItems>> {
  const key = keyOf(ctx)
  const source = await findSourceBySlug(ctx, input.source)
  const may = source?.active && (key.sourceIds === null || key.sourceIds.includes(source.id))
  if (!source || !may) throw new Problem('not-found')
  const mapping = ImportMapping.parse(source.mapping)
  return change(ctx, input.id, async (ctx) => {
    const runId = newId()
    const book = await openBook(ctx, source.id)
    const now = localNow(ctx)
    const rows = input.items.map((cells, index) => ({
      row: index + 1,
      read: readRow(cleaned(cells), mapping, book.names.names, now),
    }))
    const decided = await writeBatch(ctx, book, runId, rows)
    const counts = countOutcomes(decided)
    await insertRun(ctx, {
      id: runId,
      sourceId: source.id,
      mode: 'import',
      origin: 'api',
      state: 'done',
      fileName: key.name,
      bytes: 0,
      mapping,
      nextRow: rows.length + 1,
      share: 100,
      startedAt: ctx.now(),
      endedAt: ctx.now(),
      ...counts,
    })
    const own = { tenantId: ctx.tenant.id, runId }
    await putFaults(
      ctx,
      decided.flatMap(({ row, faults }) => faults.map((fault) => ({ ...own, row, ...fault, column: fault.field }))),
    )
    await audit(ctx, { action: 'imports.push', subjectKind: 'import-run', subjectId: runId, detail: counts })
    const { warned: _, ...told } = counts
    return {
      runId,
      ...told,
      faults: decided.flatMap(({ row, faults }) =>
        faults.map(({ field, code, stops, words }) => ({
          index: row - 1,
          externalId: input.items[row - 1]?.externalId?.trim() || null,
          field,
          code,
          stops,
          words,
        })),
      ),
    }
  })
}

const cleaned = (cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).map(([field, text]) => [field, cleanText(text)]))
