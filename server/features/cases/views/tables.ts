import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../../platform/tables.ts'

/** A filter kept under a name (视图), for its owner alone or shared with a unit or with everybody of a role. */
export const caseViews = pgTable(
  'case_views',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    name: text('name').notNull(),
    filter: jsonb('filter').notNull(),
    sharedWith: text('shared_with').notNull(),
    unitId: uuid('unit_id'),
    roleId: text('role_id'),
    createdAt: instant('created_at').notNull(),
    version: integer('version').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('case_views_owner').on(t.tenantId, t.ownerId)],
)

/** Where a view stands in somebody's own list, and whether their workbench opens with it. */
export const caseViewPlaces = pgTable(
  'case_view_places',
  {
    tenantId: uuid('tenant_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    viewId: uuid('view_id').notNull(),
    position: integer('position').notNull(),
    opens: boolean('opens').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.staffId, t.viewId] })],
)
