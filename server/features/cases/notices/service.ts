import { decides } from '@minyi/shared/cases/requests/rules.ts'
import { ResidentKind, type StaffKind } from '@minyi/shared/notices/contract.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { type Context, type Platform, systemContext, today } from '../../../platform/context.ts'
import { followOutbox, type OutboxEvent } from '../../../platform/outbox.ts'
import { inEachTenant, listTenants } from '../../../platform/tenants.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { listHoldersOfAny, listHoldersOver } from '../../identity/holders/service.ts'
import { findStaffActor } from '../../identity/service.ts'
import { notify, notifyResident } from '../../notices/service.ts'
import { listBarredStaff } from '../conflicts/queries.ts'
import { countReviewsRunOver } from '../petitions/queries.ts'
import { countTasks } from './calls/queries.ts'
import * as queries from './queries.ts'

const newsLastsMs = 3 * 24 * 3_600_000

/** Whose roles let them dispatch, handle, supervise or call: whoever is told each morning what waits. */
const deskPermissions = ['cases.dispatch', 'cases.handle', 'cases.supervise', 'cases.call-back'] as const

type Holders = readonly { permission: Permission; own: boolean }[]

const handlers: Holders = [{ permission: 'cases.handle', own: true }]
const checkers: Holders = decides.extension.map((permission) => ({ permission, own: false }))

/** Which staff hear of an event: who holds the permission over the item; `own` limits it to the unit that handles it. */
const staffNews: Record<string, { kind: StaffKind; holders: Holders }> = {
  'case.assigned': { kind: 'case.assigned', holders: [{ permission: 'cases.handle', own: true }] },
  'case.transferred': { kind: 'case.assigned', holders: [{ permission: 'cases.handle', own: true }] },
  'case.returned': { kind: 'case.returned', holders: [{ permission: 'cases.dispatch', own: false }] },
  'case.disputed': { kind: 'case.disputed', holders: [{ permission: 'cases.dispatch', own: false }] },
  'case.object': { kind: 'objection', holders: [{ permission: 'cases.dispatch', own: false }] },
  'case.ask-extension': { kind: 'approval', holders: checkers },
  'case.ask-pause': { kind: 'approval', holders: checkers },
  'case.extended': { kind: 'approval-decided', holders: handlers },
  'case.extension-refused': { kind: 'approval-decided', holders: handlers },
  'case.paused': { kind: 'approval-decided', holders: handlers },
  'case.pause-refused': { kind: 'approval-decided', holders: handlers },
  'case.objection-refused': { kind: 'approval-decided', holders: handlers },
  'case.intervene': { kind: 'intervention', holders: [{ permission: 'cases.supervise', own: false }] },
  'case.retaliation': { kind: 'retaliation', holders: [{ permission: 'cases.supervise', own: false }] },
  'case.reopened': {
    kind: 'case.reopened',
    holders: [
      { permission: 'cases.handle', own: true },
      { permission: 'cases.supervise', own: false },
    ],
  },
}

const topics = [
  ...new Set([...ResidentKind.options.filter((kind) => kind.startsWith('case.')), ...Object.keys(staffNews)]),
]

/**
 * Tells members of staff about an item, less everybody who is barred from it: the accused, whoever stands above or below them, and
 * whoever was recused never get a notice. In the caller's transaction, once for each key.
 */
export async function tellStaff(
  ctx: Context,
  item: { id: string; number: string },
  { to, kind, key }: { to: readonly string[]; kind: StaffKind; key: string },
): Promise<void> {
  const barred = new Set(await listBarredStaff(ctx, item.id, to))
  const about = { kind: 'case', id: item.id, number: item.number }
  await notify(ctx, { to: to.filter((id) => !barred.has(id)), kind, about, key })
}

/** Turns what happened to items into messages: residents hear of each step, staff of what now waits for them. */
export async function tellNews(platform: Platform): Promise<number> {
  const tenants = await listTenants(platform)
  const since = new Date(platform.now().getTime() - newsLastsMs)
  return followOutbox(platform, { consumer: 'case-notices', topics, since, limit: 200 }, async (db, events) => {
    for (const event of events) {
      const tenant = tenants.find(({ id }) => id === event.tenantId)
      if (tenant) await tellOf({ ...systemContext(platform, tenant, 'cases.notices'), db }, event)
    }
  })
}

/**
 * Each morning, everybody who works at the desk hears how many of their items ran over since yesterday morning, and how many messages wait to
 * be told by telephone.
 */
export function tellRunOver(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'cases.run-over', async (ctx) => {
    const day = today(ctx)
    const [from, until] = [addDays(day, -1), day].map((each) => startOfDay(ctx.tenant.zone, each))
    if (!from || !until) return
    for (const staffId of await listHoldersOfAny(ctx, deskPermissions)) {
      const found = await findStaffActor(ctx, ctx.tenant, staffId)
      if (!found) continue
      const inner = { ...ctx, actor: found.actor }
      const tell = (kind: StaffKind, count: number) =>
        count > 0 && notify(ctx, { to: [staffId], kind, about: { kind: 'staff', id: staffId }, key: day, count })
      const reviews = await countReviewsRunOver(inner, from, until)
      await tell('overdue', reviews + (await queries.countRunOver(inner, from, until)))
      await tell('call-task', await countTasks(inner))
    }
  })
}

async function tellOf(ctx: Context, event: OutboxEvent): Promise<void> {
  const [item, ...merged] = await queries.listTold(ctx, event.subjectId)
  if (!item) return
  const kind = ResidentKind.safeParse(event.topic)
  if (kind.success) {
    const told = kind.data === 'case.review-answered' ? [item] : [item, ...merged]
    for (const { id, number } of told) {
      await notifyResident(ctx, { kind: kind.data, about: { kind: 'case', id, number }, key: `${event.id}/${id}` })
    }
  }
  const news = staffNews[event.topic]
  for (const { permission, own } of news?.holders ?? []) {
    const to = await listHoldersOver(ctx, permission, item, own)
    if (news) await tellStaff(ctx, item, { to, kind: news.kind, key: event.id })
  }
}
