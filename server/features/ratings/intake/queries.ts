import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Sql } from '../../../platform/db.ts'
import { claimEnds, claims } from '../../matters/tables.ts'
import { ratings } from '../tables.ts'

/** One submission as it goes into a batch. Its event, audit row and outbox row share one id, made by the app. */
export type Asked = {
  id: string
  tokenHash: Buffer
  grade: number
  inputHash: string
  at: Date
  day: string
  assisted: boolean
  actorKind: string
  actorId: string | null
  rowId: string
  followUp: {
    id: string
    number: string
    callBackDueDay: string
    answerDueDay: string
    hardDueDay: string
    provisional: boolean
  } | null
}

export type Placed = { id: string; channel: string }

/**
 * Writes a tenant's batch in one statement and so in one transaction: the rating, its event, the end of its claim, the audit row, the
 * outbox row with the change of the figures, and the follow-up of a poor grade. Only what was open comes back as placed. The unique
 * keys of `ratings` and `claim_ends` decide whoever comes at the same instant, by failing the batch, which is then written one by
 * one. No id may stand in a batch twice.
 */
export async function placeBatch(database: Sql, tenantId: string, batch: readonly Asked[]): Promise<Placed[]> {
  const list = (read: (asked: Asked) => Member) => literalOf(batch, read)
  return database<Placed[]>`
    with asked as materialized (
      select * from unnest(
        ${list((a) => a.id)}::uuid[], ${list((a) => a.tokenHash.toString('hex'))}::text[], ${list((a) => a.grade)}::int[],
        ${list((a) => a.inputHash)}::text[], ${list((a) => a.at.toISOString())}::timestamptz[], ${list((a) => a.day)}::date[],
        ${list((a) => a.assisted)}::boolean[], ${list((a) => a.actorKind)}::text[], ${list((a) => a.actorId)}::uuid[],
        ${list((a) => a.rowId)}::uuid[], ${list((a) => a.followUp?.id)}::uuid[],
        ${list((a) => a.followUp?.number)}::text[], ${list((a) => a.followUp?.callBackDueDay)}::date[],
        ${list((a) => a.followUp?.answerDueDay)}::date[], ${list((a) => a.followUp?.hardDueDay)}::date[],
        ${list((a) => a.followUp?.provisional)}::boolean[]
      ) as a (id, token_hash, grade, input_hash, at, day, assisted, actor_kind, actor_id, row_id,
        follow_up_id, number, call_back_due_day, answer_due_day, hard_due_day, provisional)
    ), open as materialized (
      select a.*, c.tenant_id, c.id as claim_id, m.id as matter_id, m.kind, m.unit_id, m.area_id, m.officer_id, m.closed_day,
        case when a.assisted then 'assisted' when c.shown_at_counter then 'counter' else 'link' end as channel
      from asked a
      join claims c on c.tenant_id = ${tenantId} and c.token_hash = decode(a.token_hash, 'hex')
      join matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
      where c.expires_at > a.at
        and not exists (select 1 from claim_ends e where e.tenant_id = c.tenant_id and e.claim_id = c.id)
      order by c.id
    ), placed as (
      insert into ratings (tenant_id, id, matter_id, channel, kind, unit_id, area_id, officer_id, closed_day, given_grade,
        given_at, given_day, input_hash, grade)
      select tenant_id, id, matter_id, channel, kind, unit_id, area_id, officer_id, closed_day, grade, at, day, input_hash,
        grade
      from open
    ), used as (
      insert into claim_ends (tenant_id, claim_id, how, at) select tenant_id, claim_id, 'rated', at from open
    ), told as (
      insert into rating_events (tenant_id, at, id, rating_id, event, grade_after, actor_kind, actor_id)
      select tenant_id, at, row_id, id, 'given', grade, actor_kind, actor_id from open
    ), audited as (
      insert into audit_rows (tenant_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id)
      select tenant_id, row_id, at, actor_kind, actor_id, 'give', 'rating', id from open
    ), sent as (
      insert into outbox (tenant_id, id, at, topic, subject_id, payload, figure)
      select tenant_id, row_id, at, 'rating.given', id, '{}', jsonb_build_object('kind', kind, 'day', closed_day,
        'unitId', unit_id, 'areaId', area_id, 'officerId', officer_id, 'channel', channel,
        'counts', jsonb_build_object('g' || grade, 1, 'changes', 1))
      from open
    ), opened as (
      insert into follow_ups (tenant_id, id, rating_id, number, matter_id, kind, unit_id, area_id, grade, stage, opened_at,
        call_back_due_day, answer_due_day, hard_due_day, provisional)
      select tenant_id, follow_up_id, id, number, matter_id, kind, unit_id, area_id, grade, 'call-back', at,
        call_back_due_day, answer_due_day, hard_due_day, provisional
      from open where follow_up_id is not null
    )
    select id, channel from open`
}

/**
 * A column of a batch as PostgreSQL writes an array: made here because the client would look at every member for quotes, which
 * ids, hashes, days, numbers and codes never hold.
 */
function literalOf(batch: readonly Asked[], read: (asked: Asked) => Member): string {
  const members = batch.map((asked) => {
    const value = read(asked) ?? 'NULL'
    if (typeof value === 'string' && !plain.test(value)) throw new Error(`a batch takes plain values only: ${value}`)
    return value
  })
  return `{${members.join(',')}}`
}

type Member = string | number | boolean | null | undefined
const plain = /^[\w:.+-]+$/

/** What stands in the way of a submission: the rating that has its id, and how its claim and matter stand. */
export async function findStanding(ctx: Context, asked: Pick<Asked, 'id' | 'tokenHash'>) {
  const [rating] = await ctx.db
    .select()
    .from(ratings)
    .where(and(eq(ratings.tenantId, ctx.tenant.id), eq(ratings.id, asked.id)))
  const [claim] = await ctx.db
    .select()
    .from(claims)
    .where(and(eq(claims.tenantId, ctx.tenant.id), eq(claims.tokenHash, asked.tokenHash)))
  const [used] = claim
    ? await ctx.db
        .select({ how: claimEnds.how })
        .from(claimEnds)
        .where(and(eq(claimEnds.tenantId, ctx.tenant.id), eq(claimEnds.claimId, claim.id)))
        .union(
          ctx.db
            .select({ how: sql<string>`'rated'` })
            .from(ratings)
            .where(and(eq(ratings.tenantId, ctx.tenant.id), eq(ratings.matterId, claim.matterId))),
        )
    : []
  return { rating, claim, ended: used?.how ?? null }
}

/** Whether a write failed because somebody else's took its place at the same instant. */
export function isTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === '23505'
}
