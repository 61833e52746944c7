import type * as contract from '@minyi/shared/cases/notices/contract.ts'
import { CallTask, mostCalls } from '@minyi/shared/cases/notices/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { audit } from '../../../../platform/audit.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../../platform/cursor.ts'
import { Problem } from '../../../../platform/problem.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])

/** What is left for the telephone; the number itself is opened at the item, with a reason. */
export async function listCallTasks(
  ctx: Context,
  input: InputOf<typeof contract.listCallTasks>,
): Promise<OutputOf<typeof contract.listCallTasks>> {
  const rows = await queries.listTasks(ctx, { after: readCursor(PageKeys, input.after), limit: input.limit + 1 })
  return pageFrom(
    rows,
    input.limit,
    (row) => [row.since.toISOString(), row.noticeId],
    (row) => CallTask.parse({ ...row, since: instantOf(ctx, row.since) }),
  )
}

/** Somebody called: reached ends it, and so do three calls that nobody took. */
export async function settleCallTask(
  ctx: Context,
  input: InputOf<typeof contract.settleCallTask>,
): Promise<OutputOf<typeof contract.settleCallTask>> {
  return change(ctx, input.id, async (ctx) => {
    const task = await queries.lockTask(ctx, input.noticeId)
    if (!task) throw new Problem('not-found')
    const tries = task.tries + 1
    const unreached = tries < mostCalls ? 'waiting' : 'failed'
    const state = input.reached ? 'delivered' : unreached
    const doneAt = state === 'waiting' ? null : ctx.now()
    await queries.settleTask(ctx, input.noticeId, { state, tries, doneAt, doneBy: staffOf(ctx).id })
    await audit(ctx, { action: 'cases.call-told', subjectKind: 'case', subjectId: task.caseId, detail: { state } })
    return { state }
  })
}
