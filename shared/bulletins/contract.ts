import { z } from 'zod'
import { Count, Period, Verdict } from '../indicators/contract.ts'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Day, Instant } from '../platform/time.ts'
import { ChangedNumber, ComparedLine } from './comparison/contract.ts'

/** What is written: the bulletin of a period on complaints about enforcement (通报), or the annual report (年度报告). */
export const bulletinKinds = ['period', 'annual'] as const
export const BulletinKind = z.enum(bulletinKinds)
export type BulletinKind = z.infer<typeof BulletinKind>

/** Where a bulletin stands: its numbers are being counted, 草稿, 待审核, 已审核, 已发布. `failed` counts again when it is asked to. */
export const bulletinStates = ['preparing', 'failed', 'draft', 'in-review', 'reviewed', 'published'] as const
export const BulletinState = z.enum(bulletinStates)
export type BulletinState = z.infer<typeof BulletinState>

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Where a number comes from: the birth certificate of a published figure, a query whose answer was frozen (with the hash of the rows it
 * counted), or other numbers of the same bulletin.
 */
export const NumberSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('certificate'), figureId: Id, sha256: Sha256 }),
  z.object({
    kind: z.literal('query'),
    queryId: z.string(),
    period: Period,
    asOf: Instant,
    sha256: Sha256,
    /** How many rows were counted; null where they are so few that this would tell a small cell. */
    rows: Count.nullable(),
  }),
  z.object({ kind: z.literal('derived'), from: z.array(z.string()) }),
])
export type NumberSource = z.infer<typeof NumberSource>

/** A frozen number. `shown` is what stands in the text, and all of it; `value` is null where a small cell is protected. */
export const BulletinNumber = z.object({
  key: z.string(),
  label: z.string(),
  shown: z.string(),
  value: z.number().nullable(),
  rate: z
    .object({
      good: Count,
      n: Count,
      interval: z.tuple([z.number(), z.number()]),
      target: z.number().nullable(),
      verdict: Verdict.nullable(),
    })
    .nullable(),
  /** How it was counted, in words. */
  words: z.string(),
  source: NumberSource,
})
export type BulletinNumber = z.infer<typeof BulletinNumber>

/** A frozen table; its cells are text as they are printed, and all come from one frozen query. */
export const BulletinTable = z.object({
  key: z.string(),
  title: z.string(),
  head: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  note: z.string(),
  source: NumberSource,
})
export type BulletinTable = z.infer<typeof BulletinTable>

/** A frozen chart of bars; a bar without a value is protected and says so. */
export const BulletinChart = z.object({
  key: z.string(),
  title: z.string(),
  bars: z.array(z.object({ name: z.string(), value: z.number().nullable(), shown: z.string() })),
  note: z.string(),
  source: NumberSource,
})
export type BulletinChart = z.infer<typeof BulletinChart>

/** Everything that was counted for a bulletin, frozen at `asOf`; `sha256` is of its canonical JSON without the hash itself. */
export const BulletinFigures = z.object({
  period: Period,
  before: Period,
  yearBefore: Period,
  asOf: Instant,
  demo: z.boolean(),
  numbers: z.array(BulletinNumber),
  tables: z.array(BulletinTable),
  charts: z.array(BulletinChart),
  sha256: Sha256,
})
export type BulletinFigures = z.infer<typeof BulletinFigures>

/** A paragraph: words with `{{key}}` where a frozen number stands. */
const Paragraph = z.string().trim().min(1, '请写几个字，或删去这一段').max(2000, '一段最多 2000 字')

/** A section of the text; tables and charts stand after its paragraphs. */
export const BulletinSection = z.object({
  id: z.string().max(40),
  heading: z.string().trim().min(1, '请写标题').max(60, '标题最多 60 字'),
  paragraphs: z.array(Paragraph).max(40, '一节最多 40 段'),
  tables: z.array(z.string().max(40)).max(10),
  charts: z.array(z.string().max(40)).max(10),
})
export type BulletinSection = z.infer<typeof BulletinSection>

const line = (most: number) => z.string().trim().max(most, `最多 ${most} 字`)

/** The head and foot of the paper (版头、版记): who issues it, to whom, in whose words it is numbered. */
export const BulletinHead = z.object({
  title: line(80).min(4, '请写标题'),
  issuer: line(40).min(2, '请写发文机关'),
  /** 机关代字, before the year in brackets. */
  word: line(20).min(1, '请写机关代字'),
  recipients: line(200).min(1, '请写主送机关'),
  copies: line(200),
})
export type BulletinHead = z.infer<typeof BulletinHead>

const Person = z.object({ name: z.string(), unit: z.string().nullable() })
const Act = z.object({ at: Instant, by: Person })

/** What stands in the way of sending it on, or is worth knowing before. */
export const BulletinCheck = z.object({ ok: z.boolean(), words: z.string() })
export type BulletinCheck = z.infer<typeof BulletinCheck>

/** A line of a list. */
export const BulletinRow = z.object({
  id: Id,
  kind: BulletinKind,
  state: BulletinState,
  title: z.string(),
  issuer: z.string(),
  number: z.string().nullable(),
  period: Period,
  demo: z.boolean(),
  madeAt: Instant,
  madeBy: Person,
  publishedAt: Instant.nullable(),
  /** The steps of counting that are done, of all. */
  progress: z.object({ done: Count, of: Count }),
  corrects: Id.nullable(),
  correctedBy: Id.nullable(),
})
export type BulletinRow = z.infer<typeof BulletinRow>

export const BulletinFormat = z.enum(['pdf', 'docx'])
export type BulletinFormat = z.infer<typeof BulletinFormat>

/** A file of a published bulletin with its hash, as `sha256sum` prints it. */
const File = z.object({ format: BulletinFormat, bytes: Count, sha256: Sha256 })

export const bulletinActs = ['recount', 'edit', 'submit', 'approve', 'return', 'publish', 'correct'] as const
export const BulletinAct = z.enum(bulletinActs)
export type BulletinAct = z.infer<typeof BulletinAct>

/** A bulletin as the office reads and writes it. `figures` is null while they are being counted; `may` lists what can be done now. */
export const Bulletin = BulletinRow.extend({
  version: Count,
  head: BulletinHead,
  sections: z.array(BulletinSection),
  figures: BulletinFigures.nullable(),
  checks: z.array(BulletinCheck),
  submitted: Act.nullable(),
  reviewed: Act.nullable(),
  published: Act.nullable(),
  returnedWords: z.string().nullable(),
  correction: z.string().nullable(),
  edits: z.array(z.object({ version: Count, at: Instant, by: Person, what: z.string() })),
  files: z.array(File),
  may: z.array(BulletinAct),
  /** What stands beside the numbers from earlier periods (与上期对照). */
  comparison: z.array(ComparedLine),
  /** What the last recount of a draft changed, or what a correction counts otherwise than the bulletin that it corrects. */
  changes: z.array(ChangedNumber),
})
export type Bulletin = z.infer<typeof Bulletin>

const own = { id: Id, bulletinId: Id }

export const draftBulletin = operation({
  name: 'bulletins.draft',
  summary: '起草通报或年度报告：系统统计并冻结数字，生成正文',
  method: 'POST',
  path: '/bulletins',
  access: 'bulletins.write',
  input: z.object({ id: Id, kind: BulletinKind, from: Day, to: Day }),
  output: Bulletin,
  problems: ['input-invalid', 'not-found', 'id-reused'],
})

export const listBulletins = operation({
  name: 'bulletins.list',
  summary: '通报和年度报告（从新到旧），含草稿和待审核的',
  method: 'GET',
  path: '/bulletins',
  access: 'staff',
  input: z.object({ ...Paging, state: BulletinState.optional() }),
  output: pageOf(BulletinRow),
  problems: ['not-found'],
})

export const readBulletin = operation({
  name: 'bulletins.read',
  summary: '一份通报：正文、冻结的数字和出处、统计进度、可做的操作',
  method: 'GET',
  path: '/bulletins/:bulletinId',
  access: 'staff',
  input: z.object({ bulletinId: Id }),
  output: Bulletin,
  problems: ['not-found'],
})

export const editBulletin = operation({
  name: 'bulletins.edit',
  summary: '改文字：数字是固定的块，不能改、不能手写；每次修改留痕',
  method: 'PUT',
  path: '/bulletins/:bulletinId',
  access: 'bulletins.write',
  input: z.object({ ...own, version: Count, head: BulletinHead, sections: z.array(BulletinSection).min(1).max(30) }),
  output: Bulletin,
  problems: ['not-found', 'input-invalid', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const recountBulletin = operation({
  name: 'bulletins.recount',
  summary: '照此重算：数字重新统计，文字不动（words=kept）或重新生成（anew）；原来的文字留在修改记录里',
  method: 'POST',
  path: '/bulletins/:bulletinId/counting',
  access: 'bulletins.write',
  input: z.object({ ...own, version: Count, words: z.enum(['anew', 'kept']).default('anew') }),
  output: Bulletin,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const submitBulletin = operation({
  name: 'bulletins.submit',
  summary: '送审',
  method: 'POST',
  path: '/bulletins/:bulletinId/submission',
  access: 'bulletins.write',
  input: z.object({ ...own, version: Count }),
  output: Bulletin,
  problems: ['not-found', 'input-invalid', 'version-conflict', 'step-not-allowed', 'id-reused'],
})

export const decideBulletin = operation({
  name: 'bulletins.decide',
  summary: '审核：通过，或写明原因退回；写过这份稿的人不能审',
  method: 'POST',
  path: '/bulletins/:bulletinId/review',
  access: 'bulletins.review',
  input: z.object({ ...own, version: Count, decision: z.enum(['approve', 'return']), words: line(500).default('') }),
  output: Bulletin,
  problems: ['not-found', 'input-invalid', 'version-conflict', 'step-not-allowed', 'second-person-needed', 'id-reused'],
})

export const publishBulletin = operation({
  name: 'bulletins.publish',
  summary: '发布：编文号、生成 PDF 和 DOCX 并冻结，列入公开页；发布后不能改，只能另发更正',
  method: 'POST',
  path: '/bulletins/:bulletinId/publication',
  access: 'bulletins.review',
  input: z.object({ ...own, version: Count }),
  output: Bulletin,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'second-person-needed', 'id-reused'],
})

export const correctBulletin = operation({
  name: 'bulletins.correct',
  summary: '更正：另起一份，写明更正哪一份、为什么；原件保留',
  method: 'POST',
  path: '/bulletins/:bulletinId/corrections',
  access: 'bulletins.write',
  input: z.object({ ...own, reason: line(500).min(4, '请写明原因') }),
  output: Bulletin,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const downloadBulletin = operation({
  name: 'bulletins.download',
  summary: '下载 PDF 或 DOCX：发布前是当前稿，发布后是冻结的原件',
  method: 'GET',
  path: '/bulletins/:bulletinId/files/:format',
  access: 'staff',
  input: z.object({ bulletinId: Id, format: BulletinFormat }),
  output: z.unknown(),
  carriage: 'file',
  problems: ['not-found', 'step-not-allowed'],
})
