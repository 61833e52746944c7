import { CaseFilter } from '@minyi/shared/cases/search/contract.ts'
import type * as contract from '@minyi/shared/cases/views/contract.ts'
import { type CaseView, ViewShare } from '@minyi/shared/cases/views/contract.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import * as queries from './queries.ts'

type Views = { rows: CaseView[] }

/** The caller's views: own ones and those that others share, in the caller's own order. */
export async function listViews(ctx: Context): Promise<Views> {
  const rows = await queries.listViewRows(ctx)
  return { rows: rows.map((row) => toView(ctx, row)) }
}

/** Keeps a filter under a name, for oneself or shared with the own unit or a role that one holds. */
export async function saveView(ctx: Context, input: InputOf<typeof contract.saveView>): Promise<Views> {
  const me = staffOf(ctx)
  const { viewId, name, filter, sharedWith } = input
  if (sharedWith === 'unit' && !me.unitId) throw faultAt('sharedWith', '您不属于任何单位，不能和单位共享')
  const roleId = sharedWith === 'role' ? (input.roleId ?? me.grants[0]?.role) : null
  if (roleId && !me.grants.some(({ role }) => role === roleId)) throw faultAt('roleId', '只能和自己的岗位共享')
  return change(ctx, input.id, async (ctx) => {
    const unitId = sharedWith === 'unit' ? me.unitId : null
    const view = { id: viewId, name, filter, sharedWith, unitId, roleId: roleId ?? null, createdAt: ctx.now() }
    const saved =
      input.version === 0 ? await queries.insertViewOnce(ctx, view) : await queries.updateView(ctx, view, input.version)
    if (!saved) throw new Problem((await queries.findOwnView(ctx, viewId)) ? 'version-conflict' : 'not-found')
    await audit(ctx, { action: 'cases.save-view', subjectKind: 'case-view', subjectId: viewId })
    return listViews(ctx)
  })
}

/** Removes an own view, from everybody's list. */
export async function removeView(ctx: Context, input: InputOf<typeof contract.removeView>): Promise<Views> {
  return change(ctx, input.id, async (ctx) => {
    if (!(await queries.deleteView(ctx, input.viewId))) throw new Problem('not-found')
    await audit(ctx, { action: 'cases.remove-view', subjectKind: 'case-view', subjectId: input.viewId })
    return listViews(ctx)
  })
}

/** Puts the caller's own list in order, and says with which view the workbench opens. */
export async function arrangeViews(ctx: Context, input: InputOf<typeof contract.arrangeViews>): Promise<Views> {
  return change(ctx, input.id, async (ctx) => {
    const known = (await queries.listViewRows(ctx)).map(({ view }) => view.id)
    await queries.putPlaces(
      ctx,
      [...new Set(input.viewIds)].filter((id) => known.includes(id)),
      input.opens,
    )
    await audit(ctx, { action: 'cases.arrange-views', subjectKind: 'staff', subjectId: staffOf(ctx).id })
    return listViews(ctx)
  })
}

function toView(ctx: Context, { view, ownerName, opens }: queries.ViewRow): CaseView {
  return {
    id: view.id,
    name: view.name,
    filter: CaseFilter.parse(view.filter),
    sharedWith: ViewShare.parse(view.sharedWith),
    roleId: view.roleId,
    mine: view.ownerId === staffOf(ctx).id,
    ownerName,
    opens: opens ?? false,
    version: view.version,
  }
}

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
