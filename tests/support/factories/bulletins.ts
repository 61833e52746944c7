import { randomUUID } from 'node:crypto'
import { countWaiting } from '@minyi/server/features/bulletins/counting/service.ts'
import { caseRounds, cases } from '@minyi/server/features/cases/tables.ts'
import type { Context } from '@minyi/server/platform/context.ts'
import type { Bulletin } from '@minyi/shared/bulletins/contract.ts'
import * as contract from '@minyi/shared/bulletins/contract.ts'
import type { CaseKind, Conduct } from '@minyi/shared/cases/contract.ts'
import { previewFigure, publishFigure } from '@minyi/shared/indicators/published/contract.ts'
import type { Session, TestServer } from '../server.ts'
import { must } from './cases.ts'

export type Many = {
  count: number
  at: string
  unitId: string
  kind?: CaseKind
  conduct?: Conduct
  solved?: number
  identity?: 'public' | 'supervisor'
  areaId?: string
  text?: string
}

/** Many items of one month at once, closed and judged by their residents, `solved` of them as solved. */
export async function makeItems(ctx: Context, many: Many): Promise<string[]> {
  const { count, at, unitId, kind = 'complaint', conduct = 'irregular', solved = count, identity = 'supervisor' } = many
  const receivedAt = new Date(at)
  const endedAt = new Date(receivedAt.getTime() + 3 * 86_400_000)
  const rows = Array.from({ length: count }, (_, i) => ({
    tenantId: ctx.tenant.id,
    id: randomUUID(),
    number: `T${randomUUID()}`,
    kind,
    entry: 'general',
    channel: 'web',
    assisted: false,
    identity,
    title: '测试件',
    text: many.text ?? '测试件的正文，姓名张三丰',
    conduct,
    state: 'closed',
    round: 1,
    version: 5,
    unitId,
    areaId: many.areaId ?? null,
    receivedAt,
    acceptedAt: new Date(receivedAt.getTime() + 3_600_000),
    endedAt,
    endReason: 'done',
    verdict: i < solved ? 'solved' : 'not-solved',
  }))
  await ctx.db.insert(cases).values(rows)
  await ctx.db.insert(caseRounds).values(
    rows.map(({ tenantId, id, verdict }) => ({
      tenantId,
      caseId: id,
      round: 1,
      startedAt: receivedAt,
      repliedAt: endedAt,
      repliedUnitId: unitId,
      unitOutcome: 'done',
      verdictAt: endedAt,
      verdict,
      grade: verdict === 'solved' ? 5 : 1,
    })),
  )
  return rows.map(({ id }) => id)
}

/** Rates of handling of some days as everybody may read them; their figures, in order. */
export async function publishRates(
  server: TestServer,
  publisher: Session,
  indicatorIds: readonly string[],
  days: { from: string; to: string },
) {
  const made: { id: string; good: number | null; n: number }[] = []
  for (const indicatorId of indicatorIds) {
    const choice = { indicatorId, audience: 'public' as const, ...days }
    const { asOf, rows, figure } = await must(server.call(previewFigure, choice, publisher))
    const input = { id: randomUUID(), ...choice, asOf, sha256: rows.sha256, note: '' }
    const { id } = await must(server.call(publishFigure, input, publisher))
    made.push({ id, good: figure.estimate?.satisfied ?? null, n: figure.estimate?.n ?? 0 })
  }
  return made
}

/** A draft whose numbers have been counted. */
export async function makeDraft(
  server: TestServer,
  writer: Session,
  given: { kind?: 'period' | 'annual'; from?: string; to?: string } = {},
): Promise<Bulletin> {
  const input = { id: randomUUID(), kind: 'period' as const, from: '2026-05-01', to: '2026-05-31', ...given }
  await must(server.call(contract.draftBulletin, input, writer))
  await countWaiting(server.platform)
  return must(server.call(contract.readBulletin, { bulletinId: input.id }, writer))
}

export const onBulletin = ({ id: bulletinId, version }: Pick<Bulletin, 'id' | 'version'>) => ({
  id: randomUUID(),
  bulletinId,
  version,
})

/** A bulletin that one person wrote, another reviewed and published. */
export async function makePublished(server: TestServer, writer: Session, reviewer: Session, draft?: Bulletin) {
  const made = draft ?? (await makeDraft(server, writer))
  const sent = await must(server.call(contract.submitBulletin, onBulletin(made), writer))
  const passed = { ...onBulletin(sent), decision: 'approve' as const }
  const reviewed = await must(server.call(contract.decideBulletin, passed, reviewer))
  return must(server.call(contract.publishBulletin, onBulletin(reviewed), reviewer))
}
