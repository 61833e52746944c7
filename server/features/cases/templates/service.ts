import type * as contract from '@minyi/shared/cases/templates/contract.ts'
import { type ReplyTemplate, TemplateAct } from '@minyi/shared/cases/templates/contract.ts'
import { unknownFieldsIn } from '@minyi/shared/cases/templates/rules.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { reaches, reachesAll } from '../../../platform/access.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import * as queries from './queries.ts'

type Templates = { rows: ReplyTemplate[] }

/** The templates of the whole place and of the caller's unit. */
export async function listTemplates(ctx: Context): Promise<Templates> {
  const rows = await queries.listTemplateRows(ctx, staffOf(ctx).unitId)
  return {
    rows: rows.map(({ template, unitName }) => ({
      id: template.id,
      unitId: template.unitId,
      unitName,
      act: TemplateAct.parse(template.act),
      title: template.title,
      words: template.words,
      version: template.version,
      mayChange: mayChange(ctx, template.unitId),
    })),
  }
}

/** Adds a template or changes one on the version that was seen; a name in braces that nothing fills is refused. */
export async function saveTemplate(ctx: Context, input: InputOf<typeof contract.saveTemplate>): Promise<Templates> {
  const { id, templateId, version, ...rest } = input
  if (!mayChange(ctx, rest.unitId)) throw new Problem('not-found')
  const unknown = unknownFieldsIn(rest.words)
  if (unknown.length > 0) throw faultAt('words', `没有这样的变量：${unknown.join('、')}`)
  return change(ctx, id, async (ctx) => {
    const changed = { ...rest, active: true, changedBy: staffOf(ctx).id, changedAt: ctx.now() }
    if (version === 0) {
      const made = await queries.insertTemplateOnce(ctx, { ...changed, id: templateId, version: 1 })
      if (!made) throw new Problem('version-conflict')
    } else {
      await lockSeen(ctx, templateId, version)
      await queries.updateTemplate(ctx, templateId, { ...changed, version: version + 1 })
    }
    await audit(ctx, { action: 'cases.save-template', subjectKind: 'reply-template', subjectId: templateId })
    return listTemplates(ctx)
  })
}

/** Takes a template out of use. */
export async function removeTemplate(ctx: Context, input: InputOf<typeof contract.removeTemplate>): Promise<Templates> {
  return change(ctx, input.id, async (ctx) => {
    await lockSeen(ctx, input.templateId, input.version)
    const version = input.version + 1
    await queries.updateTemplate(ctx, input.templateId, { active: false, version, changedAt: ctx.now() })
    await audit(ctx, { action: 'cases.remove-template', subjectKind: 'reply-template', subjectId: input.templateId })
    return listTemplates(ctx)
  })
}

async function lockSeen(ctx: Context, id: string, version: number): Promise<void> {
  const template = await queries.lockTemplate(ctx, id)
  if (!template || !mayChange(ctx, template.unitId)) throw new Problem('not-found')
  if (template.version !== version) throw new Problem('version-conflict')
}

/** Dispatchers of the whole place keep its templates; a unit's own belong to whoever handles items for it. */
function mayChange(ctx: Context, unitId: string | null): boolean {
  if (unitId === null) return reachesAll(ctx.actor, 'cases.dispatch')
  const me = staffOf(ctx)
  const dispatches = me.unitId === unitId && me.grants.some((grant) => grant.permissions.includes('cases.dispatch'))
  return dispatches || reaches(ctx.actor, 'cases.handle', { areaId: null, unitId })
}

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
