import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { CaseFilter } from '../search/contract.ts'

/** Who finds a view (视图) in their list: its owner alone, everybody of the owner's unit, or everybody who holds a role of the owner's. */
export const ViewShare = z.enum(['own', 'unit', 'role'])
export type ViewShare = z.infer<typeof ViewShare>

/** A filter under a name, as one reader has it in the list: `opens` where the workbench begins with it. */
export const CaseView = z.object({
  id: Id,
  name: z.string(),
  filter: CaseFilter,
  sharedWith: ViewShare,
  roleId: z.string().nullable(),
  mine: z.boolean(),
  ownerName: z.string(),
  opens: z.boolean(),
  version: z.number().int(),
})
export type CaseView = z.infer<typeof CaseView>

const CaseViews = z.object({ rows: z.array(CaseView) })

export const listViews = operation({
  name: 'cases.views',
  summary: '我的视图：自己存的和别人共享的，按自己排的顺序',
  method: 'GET',
  path: '/office/case-views',
  access: 'cases.read',
  input: z.object({}),
  output: CaseViews,
  problems: [],
})

export const saveView = operation({
  name: 'cases.save-view',
  summary: '把当前筛选存为视图，或改自己存的视图',
  method: 'POST',
  path: '/office/case-views',
  access: 'cases.read',
  input: z.object({
    id: Id,
    viewId: Id,
    version: z.number().int().min(0),
    name: z.string().trim().min(1, '请写视图名称').max(20, '名称最多 20 字'),
    filter: CaseFilter,
    sharedWith: ViewShare,
    roleId: z.string().max(60).optional(),
  }),
  output: CaseViews,
  problems: ['not-found', 'version-conflict', 'input-invalid', 'id-reused'],
})

export const removeView = operation({
  name: 'cases.remove-view',
  summary: '删除自己存的视图，共享的也一并消失',
  method: 'POST',
  path: '/office/case-views/:viewId/removal',
  access: 'cases.read',
  input: z.object({ id: Id, viewId: Id }),
  output: CaseViews,
  problems: ['not-found', 'id-reused'],
})

export const arrangeViews = operation({
  name: 'cases.arrange-views',
  summary: '给自己的视图排顺序，定哪一个打开工作台就看到',
  method: 'PUT',
  path: '/office/case-views/order',
  access: 'cases.read',
  input: z.object({ id: Id, viewIds: z.array(Id).max(100), opens: Id.nullable() }),
  output: CaseViews,
  problems: ['id-reused'],
})
