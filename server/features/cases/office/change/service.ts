import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { storyLabels } from '@minyi/shared/cases/office/labels.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { ChangeSince } from '@minyi/shared/platform/problems.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, instantOf } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import { type CaseRecord, type EventLine, listEvents, lockCase } from '../../queries.ts'

/** A change of one item within reach, made once, and only on the version that was on the screen. */
export async function officeChange(
  ctx: Context,
  input: { id: string; caseId: string; version: number },
  permissions: Permission[],
  run: (ctx: Context, item: CaseRecord) => Promise<CaseDetail>,
): Promise<CaseDetail> {
  return change(ctx, input.id, async (ctx) => {
    const item = await lockCase(ctx, input.caseId, ...permissions)
    if (!item) throw new Problem('not-found')
    if (item.version !== input.version) throw await conflict(ctx, item, input.version)
    return run(ctx, item)
  })
}

/** Two people acted on one item: whoever was later learns what the other did, and nothing of either is lost. */
export async function conflict(ctx: Context, item: CaseRecord, seen: number): Promise<Problem> {
  const since = (await listEvents(ctx, item.id)).filter(({ event }) => event.version > seen)
  const changes = since.slice(-5).map((line) => toChange(ctx, line))
  const detail = changes.map(({ at, who, what }) => `${at.slice(11, 16)} ${who}：${what}`).join('；')
  return new Problem('version-conflict', changes.length > 0 ? { detail, changes } : {})
}

function toChange(ctx: Context, { event, staffName, unitName, targetUnitName }: EventLine): ChangeSince {
  const label = storyLabels[event.action] ?? event.action
  const who = event.actorKind === 'staff' ? [unitName, staffName].filter(Boolean).join(' ') : ''
  return {
    at: instantOf(ctx, event.at),
    who: who || (event.actorKind === 'system' ? '系统' : '诉求人'),
    what: targetUnitName ? `${label}（${targetUnitName}）` : label,
    ...(event.words ? { words: event.words } : {}),
  }
}
