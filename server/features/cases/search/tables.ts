import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/**
 * What an item can be found by: its number, title, text and place as one plain text, never a sealed value. Apart from the item's own
 * row, because each step rewrites that one and would write a hundred index entries anew. The index holds the pairs of neighbouring
 * characters, which the database makes of the words by `case_bigrams` (in the migration), as `bigrams` does. When the item was
 * received stands here too, so that what the index names is put in order before any item is looked at.
 */
export const caseSearch = pgTable(
  'case_search',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    words: text('words').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.caseId] }),
    index('case_search_words').using('gin', sql`case_bigrams(words)`),
  ],
)
