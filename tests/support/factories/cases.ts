import { createHash, randomUUID } from 'node:crypto'
import type { Tenant } from '@minyi/server/platform/context.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import * as files from '@minyi/shared/files/contract.ts'
import type { DraftOf } from '@minyi/shared/platform/operation.ts'
import type { Session, TestServer } from '../server.ts'
import { makeArea, makeOfficer, makeUnit } from './registry.ts'

export type CaseWorld = Awaited<ReturnType<typeof makeCaseWorld>>
type Draft = DraftOf<typeof own.submitCase>

/** A tenant with a village, an accused unit and its officer, a handling unit, and everybody who plays a part. */
export async function makeCaseWorld(server: TestServer, tenant: Tenant = server.east) {
  const ctx = server.as(tenant)
  const town = await makeArea(ctx, { level: 'township' })
  const village = await makeArea(ctx, { level: 'village', parentId: town.id })
  const grid = await makeArea(ctx, { level: 'grid', parentId: village.id })
  const bureau = await makeUnit(ctx, { name: '市司法局' })
  const accused = await makeUnit(ctx, { name: '市城管局' })
  const handling = await makeUnit(ctx, { name: '市督查室' })
  const officer = await makeOfficer(ctx, { unitId: accused.id, name: '顾某' })
  const read = ['cases.read'] as const
  return {
    tenant,
    town,
    village,
    grid,
    bureau,
    accused,
    handling,
    officer,
    resident: await server.resident(tenant),
    dispatcher: await server.staff(tenant, {
      permissions: [...read, 'cases.dispatch'],
      memberOf: bureau.id,
      name: '受理岗',
    }),
    supervisor: await server.staff(tenant, {
      permissions: [...read, 'cases.supervise', 'cases.unseal'],
      memberOf: bureau.id,
      name: '监督岗',
    }),
    handler: await server.staff(tenant, {
      permissions: [...read, 'cases.handle'],
      unitId: handling.id,
      name: '承办人',
    }),
    accusedStaff: await server.staff(tenant, {
      permissions: [...read, 'cases.handle', 'cases.dispatch', 'cases.supervise', 'cases.unseal'],
      memberOf: accused.id,
      name: '涉事单位',
    }),
    accusedOfficer: await server.staff(tenant, {
      permissions: [...read, 'cases.dispatch'],
      memberOf: bureau.id,
      officerId: officer.id,
      name: '涉事人员',
    }),
    collector: await server.staff(tenant, { permissions: ['cases.collect'], areaId: village.id, name: '网格员' }),
  }
}

/** A complaint as a resident writes it down. */
export function complaintDraft(world: CaseWorld, given: Partial<Draft> = {}): Draft {
  return {
    id: randomUUID(),
    kind: 'complaint',
    identity: 'supervisor',
    text: '城管清理路边摊位时言语粗暴，未出示执法证，也没有说明依据。',
    conduct: 'uncivil',
    accusedUnitId: world.accused.id,
    areaId: world.village.id,
    place: '南园农贸市场',
    happened: { day: '2026-06-08', part: 'evening' },
    ...given,
  }
}

export function opinionDraft(given: Partial<Draft> = {}): Draft {
  return { id: randomUUID(), kind: 'opinion', identity: 'public', text: '建议在学校门口增设一处过街信号灯。', ...given }
}

/** Files a complaint over HTTP and answers with its receipt. */
export async function fileComplaint(server: TestServer, world: CaseWorld, given: Partial<Draft> = {}, by?: Session) {
  const answer = await server.call(own.submitCase, complaintDraft(world, given), by, world.tenant)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body
}

type Until = 'accepted' | 'handling' | 'replied' | 'call-back' | 'closed'

/** Takes a fresh complaint through the office up to a state; answers with its receipt and version. */
export async function bringTo(server: TestServer, world: CaseWorld, state: Until, given: Partial<Draft> = {}) {
  const receipt = await fileComplaint(server, world, given, world.resident)
  const step = { caseId: receipt.id }
  await must(server.call(office.acceptCase, { id: randomUUID(), ...step, version: 1 }, world.dispatcher))
  if (state === 'accepted') return { receipt, version: 2 }
  const unitId = world.handling.id
  await must(server.call(office.assignCase, { id: randomUUID(), ...step, version: 2, unitId }, world.dispatcher))
  if (state === 'handling') return { receipt, version: 3 }
  const reply = { outcome: 'done', words: '已批评教育带队人员，并向您致歉。' } as const
  await must(server.call(office.replyCase, { id: randomUUID(), ...step, version: 3, ...reply }, world.handler))
  if (state === 'replied') return { receipt, version: 4 }
  const verdict = state === 'closed' ? 'solved' : 'not-solved'
  await must(server.call(own.giveVerdict, { id: randomUUID(), ...step, verdict }, world.resident))
  return { receipt, version: 5 }
}

/** The body of an answer that has to be a success. */
export async function must<T>(answer: Promise<{ status: number; text: string; body: T }>): Promise<T> {
  const { status, text, body } = await answer
  if (status !== 200) throw new Error(`${status} ${text}`)
  return body
}

/** Sends a file in chunks and completes it; answers with what attaches it. */
export async function uploadPhoto(server: TestServer, bytes: Buffer, tenant = server.east) {
  const id = randomUUID()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const begin = { id, bytes: bytes.length, sha256, purpose: 'case-photo' } as const
  const { secret, chunks } = await must(server.call(files.beginFile, begin, undefined, tenant))
  for (let index = 0; index < chunks; index += 1) {
    await must(server.call(files.putChunk, { id, secret, index, data: chunkOf(bytes, index) }, undefined, tenant))
  }
  await must(server.call(files.completeFile, { id, secret }, undefined, tenant))
  return { id, secret }
}

/** One chunk of a file, as it travels. */
export const chunkOf = (bytes: Buffer, index: number): string =>
  bytes.subarray(index * files.chunkBytes, (index + 1) * files.chunkBytes).toString('base64')
