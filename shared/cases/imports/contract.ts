import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'
import { CaseChannel, CaseKind, IdentityLevel, UnitOutcome, Verdict } from '../contract.ts'

/** What a column of another platform's table can fill. The first three must be there. */
export const importFields = [
  'externalId',
  'receivedAt',
  'text',
  'title',
  'kind',
  'name',
  'phone',
  'area',
  'place',
  'unit',
  'accusedUnit',
  'topic',
  'identity',
  'state',
  'acceptedAt',
  'repliedAt',
  'endedAt',
  'outcome',
  'reply',
  'verdict',
  'grade',
  'verdictWords',
] as const
export const ImportField = z.enum(importFields)
export type ImportField = z.infer<typeof ImportField>
export const neededFields = ['externalId', 'receivedAt', 'text'] as const satisfies readonly ImportField[]

/** The states that a source's own words can stand for. */
export const importStates = ['received', 'accepted', 'handling', 'replied', 'closed', 'refused', 'withdrawn'] as const
export const ImportState = z.enum(importStates)
export type ImportState = z.infer<typeof ImportState>

const Word = z.string().max(200)
const wordsFor = <T extends z.ZodType>(meaning: T) => z.record(Word, meaning).default({})

/** How a source's columns and words are read (对应方案). A place, unit or topic of null is left empty on purpose. */
export const ImportMapping = z.object({
  columns: z.array(z.object({ column: z.string().min(1).max(200), field: ImportField })).max(60),
  values: z.object({
    kind: wordsFor(CaseKind),
    area: wordsFor(Id.nullable()),
    unit: wordsFor(Id.nullable()),
    accusedUnit: wordsFor(Id.nullable()),
    topic: wordsFor(Id.nullable()),
    state: wordsFor(ImportState),
    outcome: wordsFor(UnitOutcome),
    verdict: wordsFor(Verdict),
    identity: wordsFor(IdentityLevel),
  }),
  kind: CaseKind.default('help'),
  identity: IdentityLevel.default('supervisor'),
})
export type ImportMapping = z.infer<typeof ImportMapping>
export type ValuedField = keyof ImportMapping['values']

/** Where items come from in bulk (导入来源). */
export const ImportSource = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  channel: CaseChannel,
  watched: z.boolean(),
  active: z.boolean(),
  version: z.number().int(),
  mapping: ImportMapping,
  items: z.number().int(),
  lastRunAt: Instant.nullable(),
})
export type ImportSource = z.infer<typeof ImportSource>

export const ImportRunState = z.enum(['waiting', 'running', 'done', 'failed', 'stopped'])
export type ImportRunState = z.infer<typeof ImportRunState>

/** One file or batch, checked or brought in: read = created + changed + same + kept + faulty. */
export const ImportRun = z.object({
  id: Id,
  sourceId: Id,
  sourceName: z.string(),
  mode: z.enum(['check', 'import']),
  origin: z.enum(['upload', 'folder', 'api']),
  state: ImportRunState,
  fileName: z.string(),
  bytes: z.number().int(),
  /** How much of the file is done, in percent. */
  share: z.number().int(),
  read: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  /** Rows that changed at their source while the office here had the item in hand; nothing of it was touched. */
  kept: z.number().int(),
  faulty: z.number().int(),
  warned: z.number().int(),
  fault: z.string().nullable(),
  startedBy: z.string().nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
export type ImportRun = z.infer<typeof ImportRun>

/** What is wrong in one cell: `stops` keeps the row out, otherwise it is a reminder. */
export const RowFault = z.object({ field: ImportField, code: z.string(), stops: z.boolean(), words: z.string() })

/** The same fault in the same column, told once: its first row, and in how many. */
export const FaultGroup = z.object({
  column: z.string(),
  field: ImportField,
  code: z.string(),
  stops: z.boolean(),
  value: z.string().nullable(),
  words: z.string(),
  firstRow: z.number().int(),
  rows: z.number().int(),
  /** What the value may mean, where it is a place, a unit or a topic. */
  candidates: z.array(z.object({ id: Id, name: z.string() })),
})
export type FaultGroup = z.infer<typeof FaultGroup>

export const mostPushed = 1000

const runPath = '/office/imports/runs/:runId' as const
const run = { runId: Id }
const File = { fileId: Id, secret: z.string().min(1).max(64) }

export const listSources = operation({
  name: 'imports.sources',
  summary: '导入来源和各自的对应方案',
  method: 'GET',
  path: '/office/imports/sources',
  access: 'cases.import',
  input: z.object({}),
  output: z.object({ rows: z.array(ImportSource) }),
  problems: [],
})

export const saveSource = operation({
  name: 'imports.save-source',
  summary: '新建或修改导入来源，存下对应方案',
  method: 'POST',
  path: '/office/imports/sources',
  access: 'cases.import',
  input: z.object({
    id: Id,
    sourceId: Id,
    /** 0 for a new one. */
    version: z.number().int().min(0),
    slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,30}$/, '用小写字母、数字和短横线，2 到 31 位'),
    name: z.string().trim().min(2, '请写来源的名称').max(40, '最多 40 字'),
    channel: CaseChannel,
    watched: z.boolean().default(false),
    mapping: ImportMapping,
  }),
  output: ImportSource,
  problems: ['input-invalid', 'not-found', 'version-conflict', 'id-reused'],
  maxBytes: 4 * 1024 * 1024,
})

export const previewImport = operation({
  name: 'imports.preview',
  summary: '看文件的前几行，猜出各列放到哪里',
  method: 'POST',
  path: '/office/imports/preview',
  access: 'cases.import',
  input: z.object({ ...File, mapping: ImportMapping.optional() }),
  output: z.object({
    format: z.enum(['csv', 'xlsx']),
    encoding: z.string().nullable(),
    headings: z.array(z.string()),
    /** The first rows as they came; what a mapping calls personal is masked. */
    rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
    mapping: ImportMapping,
    /** Words of the first rows that need a meaning, by field. */
    unclear: z.array(
      z.object({
        field: ImportField,
        value: z.string(),
        rows: z.number().int(),
        candidates: z.array(z.object({ id: Id, name: z.string() })),
      }),
    ),
    sampled: z.number().int(),
  }),
  problems: ['not-found', 'import-unreadable'],
  maxBytes: 4 * 1024 * 1024,
})

export const startImport = operation({
  name: 'imports.start',
  summary: '逐行检查，或正式导入；在后台进行，可以离开',
  method: 'POST',
  path: '/office/imports/runs',
  access: 'cases.import',
  input: z.object({
    id: Id,
    ...File,
    fileName: z.string().trim().min(1).max(200),
    sourceId: Id,
    mode: z.enum(['check', 'import']),
  }),
  output: ImportRun,
  problems: ['input-invalid', 'not-found', 'import-unreadable', 'id-reused'],
})

export const listRuns = operation({
  name: 'imports.runs',
  summary: '导入记录',
  method: 'GET',
  path: '/office/imports/runs',
  access: 'cases.import',
  input: z.object({ ...Paging, sourceId: Id.optional() }),
  output: pageOf(ImportRun),
  problems: [],
})

export const readRun = operation({
  name: 'imports.run',
  summary: '一次导入的进度和结果',
  method: 'GET',
  path: runPath,
  access: 'cases.import',
  input: z.object(run),
  output: ImportRun.extend({ faults: z.array(FaultGroup) }),
  problems: ['not-found'],
})

export const stopRun = operation({
  name: 'imports.stop',
  summary: '停下一次导入，已导入的保留',
  method: 'POST',
  path: `${runPath}/stop`,
  access: 'cases.import',
  input: z.object({ id: Id, ...run }),
  output: ImportRun,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const downloadFaults = operation({
  name: 'imports.faults',
  summary: '下载问题表：没导入的行和原因，改好可以直接再传',
  method: 'GET',
  path: `${runPath}/faults`,
  access: 'cases.import',
  input: z.object({ ...run, format: z.enum(['csv', 'xlsx']).default('xlsx') }),
  output: z.string(),
  problems: ['not-found'],
  carriage: 'file',
})

export const pushItems = operation({
  name: 'imports.push',
  summary: '另一个系统用密钥推送民意件；按来源和编号去重，可以重复推送',
  method: 'POST',
  path: '/imports/:source/items',
  access: 'api.import',
  input: z.object({
    id: Id,
    source: z.string().max(40),
    items: z
      .array(z.partialRecord(ImportField, z.string().max(20_000)))
      .min(1)
      .max(mostPushed, `一次最多 ${mostPushed} 件`),
  }),
  output: z.object({
    runId: Id,
    read: z.number().int(),
    created: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    kept: z.number().int(),
    faulty: z.number().int(),
    faults: z.array(RowFault.extend({ index: z.number().int(), externalId: z.string().nullable() })),
  }),
  problems: ['input-invalid', 'not-found', 'too-many-requests', 'id-reused'],
  maxBytes: 8 * 1024 * 1024,
})
