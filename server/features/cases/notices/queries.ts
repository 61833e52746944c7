import { noticeLabels } from '@minyi/shared/cases/labels.ts'
import { and, eq, sql } from 'drizzle-orm'
import type { Context, Platform } from '../../../platform/context.ts'
import { cases } from '../tables.ts'
import { caseNotices } from './tables.ts'

const consumer = 'case-notices'
const topics = Object.keys(noticeLabels)

export type NoticeRow = typeof caseNotices.$inferSelect

/**
 * Turns new events into waiting messages, each once. Reads the outbox up to the oldest transaction that still runs, so that no
 * late commit is lost; in a restored database, whose transactions count anew, it starts over and skips what it has.
 */
export async function collectNotices(platform: Platform, since: Date): Promise<void> {
  const now = platform.now().toISOString()
  await platform.database.sql.begin(async (tx) => {
    await tx`
      insert into outbox_cursors (consumer, xid, cluster, moved_at)
      select ${consumer}, '0'::xid8, system_identifier::text, ${now}::timestamptz from pg_control_system()
      on conflict do nothing`
    const [cursor] = await tx<{ from: string; upto: string }[]>`
      select case when c.cluster = s.system_identifier::text and c.xid <= pg_snapshot_xmax(pg_current_snapshot())
                  then c.xid::text else '0' end as from,
             pg_snapshot_xmin(pg_current_snapshot())::text as upto
      from outbox_cursors c, pg_control_system() s
      where c.consumer = ${consumer} for update of c skip locked`
    if (!cursor || cursor.from === cursor.upto) return
    await tx`
      insert into case_notices (tenant_id, event_id, case_id, topic, state, due_at)
      select tenant_id, id, subject_id, topic, 'waiting', ${now}::timestamptz
      from outbox
      where xid >= ${cursor.from}::xid8 and xid < ${cursor.upto}::xid8 and topic in ${tx(topics)} and at > ${since.toISOString()}::timestamptz
      on conflict do nothing`
    await tx`
      update outbox_cursors set xid = ${cursor.upto}::xid8, moved_at = ${now}::timestamptz,
        cluster = (select system_identifier::text from pg_control_system())
      where consumer = ${consumer}`
  })
}

/** Takes waiting messages for sending; whoever dies over them leaves them to be tried again at `retryAt`. */
export async function takeNotices(platform: Platform, limit: number, retryAt: Date): Promise<NoticeRow[]> {
  const db = platform.database.db
  const due = db
    .select({ tenantId: caseNotices.tenantId, eventId: caseNotices.eventId })
    .from(caseNotices)
    .where(
      sql`${caseNotices.state} in ('waiting', 'sending') and ${caseNotices.dueAt} <= ${platform.now().toISOString()}`,
    )
    .orderBy(caseNotices.dueAt)
    .limit(limit)
    .for('update', { skipLocked: true })
  return db
    .update(caseNotices)
    .set({ state: 'sending', tries: sql`${caseNotices.tries} + 1`, dueAt: retryAt })
    .where(sql`(${caseNotices.tenantId}, ${caseNotices.eventId}) in ${due}`)
    .returning()
}

export async function settleNotice(
  ctx: Context,
  eventId: string,
  patch: Partial<Pick<NoticeRow, 'state' | 'dueAt' | 'receiptId' | 'fault' | 'doneAt'>>,
): Promise<void> {
  await ctx.db
    .update(caseNotices)
    .set(patch)
    .where(and(eq(caseNotices.tenantId, ctx.tenant.id), eq(caseNotices.eventId, eventId)))
}

export async function findNumber(ctx: Context, caseId: string): Promise<string> {
  const [row] = await ctx.db
    .select({ number: cases.number })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), eq(cases.id, caseId)))
  return row?.number ?? ''
}
