import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const id = () => randomUUID()
const nobody = randomUUID()
const columns = [
  { column: '编号', field: 'externalId' },
  { column: '时间', field: 'receivedAt' },
  { column: '内容', field: 'text' },
]
const table = { fileId: nobody, secret: 'x' }

/** What brings items in in bulk; the last one is for keys of other systems alone. */
export const importCalls: Record<string, Call> = {
  'imports.sources': { input: () => ({}) },
  'imports.save-source': {
    input: () => ({
      id: id(),
      sourceId: id(),
      version: 0,
      slug: `s-${id().slice(0, 8)}`,
      name: '热线平台',
      channel: 'hotline',
      mapping: { columns, values: {} },
    }),
  },
  'imports.preview': { input: () => table, passed: 404 },
  'imports.start': {
    input: () => ({ id: id(), ...table, fileName: '工单.csv', sourceId: nobody, mode: 'check' }),
    passed: 404,
  },
  'imports.runs': { input: () => ({ limit: 100 }) },
  'imports.run': { input: () => ({ runId: nobody }), passed: 404 },
  'imports.stop': { input: () => ({ id: id(), runId: nobody }), passed: 404 },
  'imports.faults': { input: () => ({ runId: nobody }), passed: 404 },
  'imports.push': {
    input: () => ({ id: id(), source: 'nobody', items: [{ externalId: '1', receivedAt: '2026-01-01', text: '内容' }] }),
  },
}
