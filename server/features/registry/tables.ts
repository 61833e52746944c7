import { boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '../../platform/tables.ts'

/** A place (区域): own id, a 12-digit statistical code only where there is one; levels city, township, village, grid. */
export const areas = pgTable(
  'areas',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id').notNull(),
    code: text('code'),
    name: text('name').notNull(),
    level: text('level').notNull(),
    validFrom: day('valid_from').notNull(),
    validTo: day('valid_to'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('areas_external').on(t.tenantId, t.externalId)],
)

/** Which area lies directly in which, from when until when. */
export const areaParents = pgTable(
  'area_parents',
  {
    tenantId: uuid('tenant_id').notNull(),
    areaId: uuid('area_id').notNull(),
    parentId: uuid('parent_id').notNull(),
    validFrom: day('valid_from').notNull(),
    validTo: day('valid_to'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.areaId, t.validFrom] })],
)

/** Every area with all that lie in it (itself at depth 0), with validity: made from `area_parents`, never edited by hand. */
export const areaClosure = pgTable(
  'area_closure',
  {
    tenantId: uuid('tenant_id').notNull(),
    ancestorId: uuid('ancestor_id').notNull(),
    descendantId: uuid('descendant_id').notNull(),
    depth: integer('depth').notNull(),
    validFrom: day('valid_from').notNull(),
    validTo: day('valid_to'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.ancestorId, t.descendantId, t.validFrom] }),
    index('area_closure_descendant').on(t.tenantId, t.descendantId),
  ],
)

/** A body that enforces, serves or answers (执法主体、承办单位), with the body above it where that one leads it (上级单位). */
export const units = pgTable(
  'units',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    shortName: text('short_name').notNull(),
    areaId: uuid('area_id').notNull(),
    fields: text('fields').array().notNull(),
    active: boolean('active').notNull().default(true),
    parentId: uuid('parent_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('units_external').on(t.tenantId, t.externalId),
    index('units_parent').on(t.tenantId, t.parentId),
  ],
)

/** A certified enforcement officer (执法人员) of a unit. */
export const officers = pgTable(
  'officers',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id').notNull(),
    unitId: uuid('unit_id').notNull(),
    name: text('name').notNull(),
    certificateNumber: text('certificate_number').notNull(),
    active: boolean('active').notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('officers_external').on(t.tenantId, t.externalId),
    unique('officers_certificate').on(t.tenantId, t.certificateNumber),
    index('officers_unit').on(t.tenantId, t.unitId),
  ],
)

/** A place or hall where opinions are gathered (民意采集点), with the kinds of collector who work there. */
export const collectionPoints = pgTable(
  'collection_points',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    areaId: uuid('area_id').notNull(),
    address: text('address').notNull(),
    collectorKinds: text('collector_kinds').array().notNull(),
    active: boolean('active').notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('collection_points_external').on(t.tenantId, t.externalId),
  ],
)

/** A standing QR code of a unit, an officer or a collection point: a random text with a check character, revocable. */
export const codes = pgTable(
  'codes',
  {
    tenantId: uuid('tenant_id').notNull(),
    code: text('code').notNull(),
    targetKind: text('target_kind').notNull(),
    targetId: uuid('target_id').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.code] }),
    index('codes_target').on(t.tenantId, t.targetKind, t.targetId),
  ],
)
