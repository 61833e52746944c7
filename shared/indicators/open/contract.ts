import { z } from 'zod'
import { operation } from '../../platform/operation.ts'
import { Day } from '../../platform/time.ts'

/** The tables that anybody may take (开放数据); everything in them is shown on the public pages as well. */
export const openTables = ['figures', 'published', 'definitions', 'exclusions'] as const
export const OpenTable = z.enum(openTables)
export type OpenTable = z.infer<typeof OpenTable>

export const OpenFormat = z.enum(['csv', 'json', 'xlsx'])
export type OpenFormat = z.infer<typeof OpenFormat>

/** One column: its code in JSON, its heading in CSV, and what it means (数据字典). */
export const OpenField = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['text', 'integer', 'share', 'day', 'instant', 'yes-no']),
  meaning: z.string(),
})
export type OpenField = z.infer<typeof OpenField>

export const listOpenTables = operation({
  name: 'openData.list',
  summary: '开放数据：有哪些表、每一列是什么意思（数据字典）',
  method: 'GET',
  path: '/public/open-data',
  access: 'anyone',
  input: z.object({}),
  output: z.object({
    tables: z.array(
      z.object({
        id: OpenTable,
        name: z.string(),
        about: z.string(),
        renewed: z.string(),
        rows: z.number().int(),
        fields: z.array(OpenField),
      }),
    ),
    terms: z.string(),
    demo: z.boolean(),
    today: Day,
  }),
  problems: [],
})

export const downloadOpenTable = operation({
  name: 'openData.download',
  summary: '下载一张开放数据表（CSV、JSON、XLSX），小格已保护',
  method: 'GET',
  path: '/public/open-data/:table',
  access: 'anyone',
  input: z.object({ table: OpenTable, format: OpenFormat.default('csv') }),
  output: z.unknown(),
  carriage: 'file',
  problems: ['not-found'],
})
