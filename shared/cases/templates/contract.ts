import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'

/** The steps whose words may begin from a template. */
export const templateActs = ['reply', 'refuse', 'close', 'assign', 'return', 'call-back'] as const
export const TemplateAct = z.enum(templateActs)
export type TemplateAct = z.infer<typeof TemplateAct>

/** Words to begin from (模板), of the whole place where no unit stands. */
export const ReplyTemplate = z.object({
  id: Id,
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  act: TemplateAct,
  title: z.string(),
  words: z.string(),
  version: z.number().int(),
  mayChange: z.boolean(),
})
export type ReplyTemplate = z.infer<typeof ReplyTemplate>

const Templates = z.object({ rows: z.array(ReplyTemplate) })

export const listTemplates = operation({
  name: 'cases.templates',
  summary: '答复模板：全区的和本单位的',
  method: 'GET',
  path: '/office/reply-templates',
  access: 'cases.read',
  input: z.object({}),
  output: Templates,
  problems: [],
})

/** Templates of the whole place belong to the dispatchers, those of a unit to whoever handles items for it. */
export const saveTemplate = operation({
  name: 'cases.save-template',
  summary: '新增或修改答复模板',
  method: 'POST',
  path: '/office/reply-templates',
  access: 'cases.read',
  input: z.object({
    id: Id,
    templateId: Id,
    version: z.number().int().min(0),
    unitId: Id.nullable(),
    act: TemplateAct,
    title: z.string().trim().min(2, '名称至少 2 个字').max(30, '名称最多 30 字'),
    words: z.string().trim().min(5, '内容至少 5 个字').max(1000, '内容最多 1000 字'),
  }),
  output: Templates,
  problems: ['not-found', 'version-conflict', 'input-invalid', 'id-reused'],
})

export const removeTemplate = operation({
  name: 'cases.remove-template',
  summary: '停用答复模板',
  method: 'POST',
  path: '/office/reply-templates/:templateId/removal',
  access: 'cases.read',
  input: z.object({ id: Id, templateId: Id, version: z.number().int().min(1) }),
  output: Templates,
  problems: ['not-found', 'version-conflict', 'id-reused'],
})
