import type { CallBack } from '@minyi/shared/cases/call-backs/contract.ts'
import type { Asking, Standing, Way } from '@minyi/shared/cases/interventions/contract.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { drawCallBacks } from '../../features/cases/call-backs/drawing/service.ts'
import { listCallBacks, recordCallBack } from '../../features/cases/call-backs/service.ts'
import { askCheckIns } from '../../features/cases/check-ins/service.ts'
import { issueClarification } from '../../features/cases/clarifications/service.ts'
import { recordIntervention } from '../../features/cases/interventions/service.ts'
import { listCases } from '../../features/cases/search/service.ts'
import { idFromName } from '../../platform/ids.ts'
import { sealedRows } from '../../platform/sealing.ts'
import { insertRows } from '../bulk.ts'
import { type Chance, chanceOf } from '../chance.ts'
import { acting, momentOf, type World } from '../world.ts'

const weeks = 9
/** Of the hotline's items so many in a hundred come with a number that can be called. */
const withNumber = 12
const callers = ['fenpai', 'fenpai2', 'jiandu', 'jiandu2']

/**
 * What protects and checks the handling, through the product's own use cases: call-backs drawn each week of the last nine and made,
 * the last drawing still open; two interventions that were written down; one clarification. Answers the number of calls.
 */
export async function writeProtection(world: World): Promise<number> {
  await leaveNumbers(world)
  const calls = await writeCallBacks(world)
  await writeInterventions(world)
  await writeClarification(world)
  await askCheckIns(acting(world, world.now, { kind: 'system', id: null }))
  return calls
}

/** Some of those who called the hotline left a number, each an invented one. */
async function leaveNumbers(world: World): Promise<void> {
  const { ctx } = world
  const since = momentOf(world, addDays(world.dayOf(world.now), -7 * (weeks + 1)), 0)
  const ended = await ctx.database.sql<{ id: string }[]>`
    select id from cases where tenant_id = ${ctx.tenant.id} and channel = 'hotline' and state = 'closed' and identity <> 'sealed'
      and ended_at > ${since.toISOString()}::timestamptz order by id`
  const chance = chanceOf(world.files.simulation.seed, 'numbers')
  const called = ended.filter(() => chance.of(withNumber / 100))
  await insertRows(ctx.database.sql, 'sealed', [...called.entries()], ([i, { id }]) =>
    sealedRows(ctx, { kind: 'case', id }, { phone: `1390001${String(i % 10_000).padStart(4, '0')}` }, ['phone']),
  )
}

async function writeCallBacks(world: World): Promise<number> {
  const chance = chanceOf(world.files.simulation.seed, 'call-backs')
  let made = 0
  for (let back = weeks - 1; back >= 0; back -= 1) {
    const day = addDays(world.dayOf(world.now), -7 * back)
    const drawn = await drawCallBacks(acting(world, momentOf(world, day, 6 * 60 + 20), { kind: 'system', id: null }))
    if (drawn > 0 && back > 0) made += await makeCalls(world, chance, momentOf(world, addDays(day, 1), 9 * 60 + 30))
  }
  return made
}

async function makeCalls(world: World, chance: Chance, at: Date): Promise<number> {
  let made = 0
  for (const login of callers) {
    const ctx = acting(world, at, world.people.staff(login))
    for (;;) {
      const { rows } = await listCallBacks(ctx, { view: 'mine', limit: 100 })
      for (const row of rows) await makeCall(world, chance, { row, login, at })
      made += rows.length
      if (rows.length === 0) break
    }
  }
  return made
}

async function makeCall(world: World, chance: Chance, call: { row: CallBack; login: string; at: Date }): Promise<void> {
  const { row, login, at } = call
  const said = answerOf(chance)
  const tries = said.outcome === 'not-reached' ? 3 : 1
  for (let attempt = 0; attempt < tries; attempt += 1) {
    await recordCallBack(acting(world, at, world.people.staff(login)), {
      id: idFromName(`${row.id}/outcome/${attempt}`),
      callBackId: row.id,
      version: row.version + attempt,
      words: '',
      reopen: false,
      ...said,
    })
  }
}

function answerOf(chance: Chance) {
  if (chance.of(0.12)) return { outcome: 'not-reached' as const }
  if (chance.of(0.05)) return { outcome: 'declined' as const }
  if (chance.of(0.02)) return { outcome: 'excluded' as const, exclusion: 'wrong-number' as const }
  const solved = chance.of(0.78) ? ('solved' as const) : chance.of(0.6) ? ('partly' as const) : ('not-solved' as const)
  const responded = chance.of(0.06) ? ('unknown' as const) : chance.of(0.93) ? ('yes' as const) : ('no' as const)
  const grade = solved === 'not-solved' ? chance.between(1, 2) : chance.between(3, 5)
  return { outcome: 'answered' as const, solved, responded, grade }
}

type Meddling = { standing: Standing; office: string; post: string; way: Way; asked: Asking; words: string }
const meddlings: readonly Meddling[] = [
  {
    standing: 'inside',
    office: '某执法大队',
    post: '中队长',
    way: 'telephone',
    asked: 'plea',
    words: '来电说当事人是熟人，问能不能按没有问题答复。',
  },
  {
    standing: 'above',
    office: '某镇政府',
    post: '工作人员',
    way: 'in-person',
    asked: 'identity',
    words: '到办公室打听是谁反映的，已当场拒绝并说明规定。',
  },
]

async function writeInterventions(world: World): Promise<void> {
  const at = momentOf(world, addDays(world.dayOf(world.now), -3), 15 * 60)
  const ctx = acting(world, at, world.people.staff('jiandu'))
  const { rows } = await listCases(ctx, { kind: 'complaint', reach: 'all', sort: 'received', limit: 20 })
  for (const [index, meddling] of meddlings.entries()) {
    const item = rows[index * 3]
    if (!item) return
    await recordIntervention(ctx, {
      ...meddling,
      id: idFromName(`${item.id}/intervention`),
      caseId: item.id,
      happenedAt: momentOf(world, addDays(world.dayOf(world.now), -4 - index), 10 * 60 + 20).toISOString(),
    })
  }
}

/** The first complaint of long enough ago that its resident called solved. */
async function writeClarification(world: World): Promise<void> {
  const ctx = acting(world, world.now, world.people.staff('jiandu'))
  const found = await listCases(ctx, { kind: 'complaint', state: 'closed', reach: 'all', sort: 'received', limit: 100 })
  const item = found.rows.find(
    ({ identity, verdict, accusedUnitName }) =>
      identity === 'public' && verdict === 'solved' && accusedUnitName !== null,
  )
  if (!item) return
  await issueClarification(ctx, {
    id: idFromName(`${item.id}/clarification`),
    caseId: item.id,
    finding: 'untrue',
    words: '经调阅全程音像记录并走访在场人员，当日程序完整，未发现所称情形。',
    public: true,
  })
}
