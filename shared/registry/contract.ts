import { z } from 'zod'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Instant } from '../platform/time.ts'

export const areaLevels = ['city', 'township', 'village', 'grid'] as const
export const AreaLevel = z.enum(areaLevels)
export type AreaLevel = z.infer<typeof AreaLevel>

/** Area (区域): `code` is the 12-digit statistical code, which development zones and grids do not have. */
export const Area = z.object({
  id: Id,
  externalId: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  level: AreaLevel,
  parentId: Id.nullable(),
})
export type Area = z.infer<typeof Area>

/** Unit (执法主体、承办单位). */
export const Unit = z.object({
  id: Id,
  externalId: z.string(),
  name: z.string(),
  shortName: z.string(),
  areaId: Id,
  fields: z.array(z.string()),
  active: z.boolean(),
})
export type Unit = z.infer<typeof Unit>

/** Officer (执法人员) as staff of the register see one. */
export const Officer = z.object({
  id: Id,
  externalId: z.string(),
  unitId: Id,
  unitName: z.string(),
  name: z.string(),
  certificateNumber: z.string(),
  active: z.boolean(),
})
export type Officer = z.infer<typeof Officer>

/** Officer as anybody may check one: the number on the card and the unit, no name. */
export const OfficerCard = z.object({
  id: Id,
  certificateNumber: z.string(),
  unitId: Id,
  unitName: z.string(),
})
export type OfficerCard = z.infer<typeof OfficerCard>

/** Collection point (民意采集点). */
export const CollectionPoint = z.object({
  id: Id,
  externalId: z.string(),
  name: z.string(),
  areaId: Id,
  address: z.string(),
  collectorKinds: z.array(z.string()),
  active: z.boolean(),
})
export type CollectionPoint = z.infer<typeof CollectionPoint>

export const codeTargets = ['unit', 'officer', 'collection-point'] as const
export const CodeTarget = z.enum(codeTargets)
export type CodeTarget = z.infer<typeof CodeTarget>

/** Standing QR code (常设二维码): a random text with a check character, which can be revoked. */
export const StandingCode = z.object({
  code: z.string(),
  link: z.string(),
  targetKind: CodeTarget,
  targetId: Id,
  createdAt: Instant,
  revokedAt: Instant.nullable(),
})
export type StandingCode = z.infer<typeof StandingCode>

/** What a scanned standing code leads to. */
export const CodeSubject = z.object({
  code: z.string(),
  targetKind: CodeTarget,
  targetId: Id,
  title: z.string(),
  unit: z.object({ id: Id, name: z.string() }).nullable(),
  areaId: Id.nullable(),
})
export type CodeSubject = z.infer<typeof CodeSubject>

export const sheetNames = ['areas', 'units', 'officers', 'collection-points'] as const
export const SheetName = z.enum(sheetNames)
export type SheetName = z.infer<typeof SheetName>

/** One fault of an import: the row as the spreadsheet counts it (the heading is row 1), the column's heading, what is wrong. */
export const SheetFault = z.object({
  row: z.number().int(),
  column: z.string(),
  message: z.string(),
})
export type SheetFault = z.infer<typeof SheetFault>

/** What an import did, or would do: with one fault or more, nothing was written. */
export const ImportReport = z.object({
  sheet: SheetName,
  rows: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  written: z.boolean(),
  faults: z.array(SheetFault),
  moreFaults: z.number().int(),
})
export type ImportReport = z.infer<typeof ImportReport>

export const listAreas = operation({
  name: 'registry.listAreas',
  summary: '现行区域，含市、镇街、村居，网格另取',
  method: 'GET',
  path: '/areas',
  access: 'anyone',
  input: z.object({ below: Id.optional(), level: AreaLevel.optional() }),
  output: z.object({ areas: z.array(Area) }),
  problems: [],
})

export const listUnits = operation({
  name: 'registry.listUnits',
  summary: '在册单位',
  method: 'GET',
  path: '/units',
  access: 'anyone',
  input: z.object({ search: z.string().max(60).optional() }),
  output: z.object({ units: z.array(Unit) }),
  problems: [],
})

export const findOfficerCard = operation({
  name: 'registry.findOfficerCard',
  summary: '按执法证号核对执法人员',
  method: 'GET',
  path: '/officer-cards/:certificateNumber',
  access: 'anyone',
  input: z.object({
    certificateNumber: z.string().regex(/^\d{8,18}$/, '请填写执法证上的数字编号'),
  }),
  output: OfficerCard,
  problems: ['not-found'],
})

export const listOfficers = operation({
  name: 'registry.listOfficers',
  summary: '执法人员名录',
  method: 'GET',
  path: '/officers',
  access: 'registry.read',
  input: z.object({
    ...Paging,
    unitId: Id.optional(),
    search: z.string().max(60).optional(),
  }),
  output: pageOf(Officer),
  problems: [],
})

export const listCollectionPoints = operation({
  name: 'registry.listCollectionPoints',
  summary: '民意采集点',
  method: 'GET',
  path: '/collection-points',
  access: 'anyone',
  input: z.object({ below: Id.optional() }),
  output: z.object({ points: z.array(CollectionPoint) }),
  problems: [],
})

export const readCodeSubject = operation({
  name: 'registry.readCodeSubject',
  summary: '扫常设二维码看到的是谁',
  method: 'GET',
  path: '/codes/:code',
  access: 'anyone',
  input: z.object({ code: z.string().max(40) }),
  output: CodeSubject,
  problems: ['not-found', 'code-revoked'],
})

export const listCodes = operation({
  name: 'registry.listCodes',
  summary: '一个单位、人员或采集点的常设二维码',
  method: 'GET',
  path: '/registry/codes',
  access: 'registry.write',
  input: z.object({ targetKind: CodeTarget, targetId: Id }),
  output: z.object({ codes: z.array(StandingCode) }),
  problems: [],
})

export const issueCode = operation({
  name: 'registry.issueCode',
  summary: '发一个常设二维码',
  method: 'POST',
  path: '/registry/codes',
  access: 'registry.write',
  input: z.object({ id: Id, targetKind: CodeTarget, targetId: Id }),
  output: StandingCode,
  problems: ['not-found', 'id-reused'],
})

export const revokeCode = operation({
  name: 'registry.revokeCode',
  summary: '停用一个常设二维码',
  method: 'POST',
  path: '/registry/codes/:code/revoke',
  access: 'registry.write',
  input: z.object({ id: Id, code: z.string().max(40) }),
  output: StandingCode,
  problems: ['not-found', 'id-reused'],
})

export const drawCode = operation({
  name: 'registry.drawCode',
  summary: '常设二维码的图片（PNG）',
  method: 'GET',
  path: '/registry/codes/:code/image',
  access: 'registry.write',
  input: z.object({ code: z.string().max(40) }),
  output: z.object({}),
  problems: ['not-found'],
  carriage: 'file',
})

export const importSheet = operation({
  name: 'registry.importSheet',
  summary: '导入区域、单位、人员或采集点；有一处错误就整批不导入',
  method: 'POST',
  path: '/registry/:sheet/import',
  access: 'registry.write',
  input: z.object({
    id: Id,
    sheet: SheetName,
    fileName: z.string().max(200),
    contentBase64: z.base64(),
    rehearse: z.boolean().default(false),
  }),
  output: ImportReport,
  problems: ['import-unreadable', 'id-reused'],
  maxBytes: 24 * 1024 * 1024,
})

export const exportSheet = operation({
  name: 'registry.exportSheet',
  summary: '导出区域、单位、人员或采集点；改好后可原样导回',
  method: 'GET',
  path: '/registry/:sheet/export',
  access: 'registry.write',
  input: z.object({
    sheet: SheetName,
    format: z.enum(['csv', 'xlsx']).default('xlsx'),
  }),
  output: z.object({}),
  problems: [],
  carriage: 'file',
})
