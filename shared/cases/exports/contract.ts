import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Instant } from '../../platform/time.ts'
import { CaseFilter } from '../search/contract.ts'

/** What a list can hold. Personal values are not among them, and never will be: they lie sealed. */
export const exportColumns = [
  'number',
  'kind',
  'entry',
  'channel',
  'title',
  'identity',
  'state',
  'area',
  'unit',
  'accused',
  'conduct',
  'received',
  'due',
  'ended',
  'unit-says',
  'resident-says',
  'round',
] as const
export const ExportColumn = z.enum(exportColumns)
export type ExportColumn = z.infer<typeof ExportColumn>

export const exportStates = ['waiting', 'writing', 'ready', 'failed', 'cancelled', 'expired'] as const
export const ExportState = z.enum(exportStates)
export type ExportState = z.infer<typeof ExportState>

/** A list taken out as a file: who asked may fetch it until it expires. */
export const CaseExport = z.object({
  id: Id,
  format: z.enum(['csv', 'xlsx']),
  columns: z.array(ExportColumn),
  filter: CaseFilter,
  reason: z.string(),
  state: ExportState,
  rows: z.number().int(),
  bytes: z.number().int().nullable(),
  createdAt: Instant,
  doneAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
})
export type CaseExport = z.infer<typeof CaseExport>

export const beginExport = operation({
  name: 'cases.begin-export',
  summary: '按筛选导出民意件列表，写明用途；写好后通知',
  method: 'POST',
  path: '/office/exports',
  access: 'cases.export',
  input: z.object({
    id: Id,
    filter: CaseFilter,
    format: z.enum(['csv', 'xlsx']),
    columns: z.array(ExportColumn).min(1, '至少选一列').max(exportColumns.length),
    reason: z.string().trim().min(4, '请写明用途，至少 4 个字').max(200),
  }),
  output: CaseExport,
  problems: ['input-invalid', 'too-many-requests', 'id-reused'],
})

export const listExports = operation({
  name: 'cases.exports',
  summary: '我的导出和进度',
  method: 'GET',
  path: '/office/exports',
  access: 'cases.export',
  input: z.object({}),
  output: z.object({ rows: z.array(CaseExport) }),
  problems: [],
})

export const cancelExport = operation({
  name: 'cases.cancel-export',
  summary: '取消导出，已写好的文件一并删除',
  method: 'POST',
  path: '/office/exports/:exportId/cancellation',
  access: 'cases.export',
  input: z.object({ id: Id, exportId: Id }),
  output: CaseExport,
  problems: ['not-found', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const downloadExport = operation({
  name: 'cases.download-export',
  summary: '下载导出的文件',
  method: 'GET',
  path: '/office/exports/:exportId/file',
  access: 'cases.export',
  carriage: 'file',
  input: z.object({ exportId: Id }),
  output: z.string(),
  problems: ['not-found', 'step-not-allowed'],
})
