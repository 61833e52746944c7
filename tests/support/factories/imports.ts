import { createHash, randomUUID } from 'node:crypto'
import { workOn } from '@minyi/server/features/cases/imports/work/service.ts'
import { guessColumns } from '@minyi/shared/cases/imports/columns/rules.ts'
import { type ImportMapping, readRun, saveSource, startImport } from '@minyi/shared/cases/imports/contract.ts'
import { beginFile, completeFile, putChunk } from '@minyi/shared/files/contract.ts'
import type { DraftOf } from '@minyi/shared/platform/operation.ts'
import type { Session, TestServer } from '../server.ts'

export const headings = [
  '工单编号',
  '来电时间',
  '来电人',
  '来电号码',
  '诉求内容',
  '所属区域',
  '承办单位',
  '办理状态',
  '办结时间',
  '满意度',
]

/** One row of a hotline's table, in the order of `headings`. */
export function hotlineRow(number: number, more: Partial<Record<(typeof headings)[number], string>> = {}): string[] {
  const cells: Record<string, string> = {
    工单编号: `GD${String(number).padStart(6, '0')}`,
    来电时间: '2026/6/1 9:12',
    来电人: `陈小${number}`,
    来电号码: '13912340471',
    诉求内容: `小区门口流动摊贩占道经营，第 ${number} 次反映`,
    ...more,
  }
  return headings.map((heading) => cells[heading] ?? '')
}

export const csvOf = (rows: readonly (readonly string[])[], head: readonly string[] = headings): Buffer =>
  Buffer.from([head, ...rows].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'))

/** Sends a table piece by piece, as the page does. */
export async function sendTable(server: TestServer, session: Session, bytes: Buffer) {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const id = randomUUID()
  const begun = await server.call(beginFile, { id, bytes: bytes.length, sha256, purpose: 'import-file' }, session)
  const { secret, chunkBytes, chunks } = begun.body
  for (let index = 0; index < chunks; index++) {
    const data = bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes).toString('base64')
    await server.call(putChunk, { id, secret, index, data }, session)
  }
  await server.call(completeFile, { id, secret }, session)
  return { fileId: id, secret }
}

export async function makeSource(
  server: TestServer,
  session: Session,
  more: Partial<DraftOf<typeof saveSource>> & { values?: Partial<ImportMapping['values']> } = {},
) {
  const { values = {}, ...rest } = more
  const answer = await server.call(
    saveSource,
    {
      id: randomUUID(),
      sourceId: randomUUID(),
      version: 0,
      slug: `hotline-${randomUUID().slice(0, 8)}`,
      name: '12345 热线',
      channel: 'hotline',
      mapping: { columns: guessColumns(headings), values },
      ...rest,
    },
    session,
  )
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body
}

/** Sends a table, brings it in (or checks it) and reads what became of it. */
export async function bringIn(
  server: TestServer,
  session: Session,
  sourceId: string,
  bytes: Buffer,
  { mode = 'import', batch }: { mode?: 'check' | 'import'; batch?: number } = {},
) {
  const sent = await sendTable(server, session, bytes)
  const begun = await server.call(
    startImport,
    { id: randomUUID(), ...sent, fileName: '工单.csv', sourceId, mode },
    session,
  )
  if (begun.status !== 200) throw new Error(begun.text)
  await workOn(server.as(session.tenant), begun.body.id, batch === undefined ? {} : { batch })
  return (await server.call(readRun, { runId: begun.body.id }, session)).body
}
