import { Look } from '@minyi/shared/cases/resident/contract.ts'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import * as queries from './queries.ts'

/**
 * Notes that the caller has had items open, so that their residents can read which office looked (谁看过我的信息): on the screen
 * (`item`), as the accused is told of it (`told`), or in an export. Whoever lets the content of an item out calls this.
 */
export async function noteLooks(ctx: Context, caseIds: readonly string[], how: queries.How): Promise<void> {
  if (ctx.actor.kind !== 'staff' || caseIds.length === 0) return
  await queries.countLooks(ctx, ctx.actor.id, today(ctx), [...new Set(caseIds)], how)
}

/** Which offices and roles looked at an item, for its resident. */
export async function readLooks(ctx: Context, caseId: string): Promise<Look[]> {
  const rows = await queries.listLooks(ctx, caseId)
  return rows.map((row) => Look.parse({ ...row, lastAt: instantOf(ctx, row.lastAt) }))
}

/** The roles of staff, by id, as a resident is told them beside a name. */
export const roleTitles = queries.listRoleTitles
