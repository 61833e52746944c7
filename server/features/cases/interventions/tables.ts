import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/**
 * An inquiry or request about an item from outside of its handling (干预插手): from which office, when, how, what was asked. The
 * person's name lies sealed. Rows are added, never changed; a correction is a row of its own.
 */
export const interventions = pgTable(
  'interventions',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    happenedAt: instant('happened_at').notNull(),
    standing: text('standing').notNull(),
    office: text('office').notNull(),
    officeUnitId: uuid('office_unit_id'),
    post: text('post'),
    way: text('way').notNull(),
    asked: text('asked').notNull(),
    words: text('words').notNull(),
    corrects: uuid('corrects'),
    recordedBy: uuid('recorded_by').notNull(),
    recordedUnitId: uuid('recorded_unit_id'),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('interventions_happened').on(t.tenantId, t.happenedAt, t.id),
    index('interventions_case').on(t.tenantId, t.caseId),
  ],
)
