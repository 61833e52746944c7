import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, day, instant } from '../../platform/tables.ts'

/** One closed contact between a resident and the government (办结事项): the eligible population of every rating figure. */
export const matters = pgTable(
  'matters',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    kind: text('kind').notNull(),
    unitId: uuid('unit_id').notNull(),
    officerId: uuid('officer_id'),
    areaId: uuid('area_id').notNull(),
    title: text('title').notNull(),
    caseNumber: text('case_number'),
    closedDay: day('closed_day').notNull(),
    partyKind: text('party_kind').notNull(),
    enteredBy: uuid('entered_by'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('matters_external').on(t.tenantId, t.source, t.externalId),
    index('matters_unit_day').on(t.tenantId, t.unitId, t.closedDay, t.id),
  ],
)

/** The right to rate one matter once (评价码): only hashes of its link token and short code are kept. */
export const claims = pgTable(
  'claims',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    matterId: uuid('matter_id').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    shortCodeHash: bytes('short_code_hash').notNull(),
    mintedAt: instant('minted_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    shownAtCounter: boolean('shown_at_counter').notNull().default(false),
    delivery: text('delivery').notNull().default('none'),
    deliveryTries: integer('delivery_tries').notNull().default(0),
    nextDeliveryAt: instant('next_delivery_at'),
    disputedAt: instant('disputed_at'),
    defaultedAt: instant('defaulted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('claims_token').on(t.tenantId, t.tokenHash),
    unique('claims_short_code').on(t.tenantId, t.shortCodeHash),
    unique('claims_matter').on(t.tenantId, t.matterId),
    index('claims_expiry').on(t.tenantId, t.expiresAt),
    index('claims_undelivered').on(t.nextDeliveryAt).where(sql`delivery = 'waiting'`),
  ],
)

/** Each time a claim was shown on a staff screen (窗口出示): rows are added, never changed. */
export const claimShowings = pgTable(
  'claim_showings',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    claimId: uuid('claim_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('claim_showings_claim').on(t.tenantId, t.claimId)],
)

/** How a claim ended (rated, disputed, defaulted): whoever comes first writes the one row, and the others find it. */
export const claimEnds = pgTable(
  'claim_ends',
  {
    tenantId: uuid('tenant_id').notNull(),
    claimId: uuid('claim_id').notNull(),
    how: text('how').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ name: 'claim_ends_once', columns: [t.tenantId, t.claimId] })],
)
