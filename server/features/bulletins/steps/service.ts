import type * as contract from '@minyi/shared/bulletins/contract.ts'
import { type Bulletin, type BulletinAct, BulletinState } from '@minyi/shared/bulletins/contract.ts'
import { bulletinSteps, checksOf, isReady, paperNumber } from '@minyi/shared/bulletins/rules.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf, today } from '../../../platform/context.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { listHoldersOfAll } from '../../identity/holders/service.ts'
import { notify } from '../../notices/service.ts'
import { listOutdated } from '../counting/service.ts'
import { keepFiles } from '../papers/service.ts'
import { readText, returned, wroteIn } from '../present.ts'
import * as queries from '../queries.ts'
import { getBulletin, keepEdit, lockFor, mustReachAll } from '../service.ts'

/**
 * Counts a draft anew (照此重算), around its words or with a text written anew; the text that it had is kept among its edits, and what the
 * counting changed is told afterwards.
 */
export function recountBulletin(ctx: Context, input: InputOf<typeof contract.recountBulletin>): Promise<Bulletin> {
  return step(ctx, input, 'recount', async (ctx, row) => {
    const kept = input.words === 'kept'
    await keepEdit(ctx, row, kept ? '照此重算，文字不动' : '重新统计，重写正文')
    const figuresBefore = row.figures ?? row.figuresBefore
    return { figures: null, figuresBefore, comparison: null, stepsDone: 0, ...(kept ? {} : { sections: [] }) }
  })
}

/** Sends a draft to its reviewer, when nothing was counted by hand. */
export function submitBulletin(ctx: Context, input: InputOf<typeof contract.submitBulletin>): Promise<Bulletin> {
  return step(ctx, input, 'submit', async (ctx, row) => {
    const { sections, figures } = readText(row)
    const checks = figures ? checksOf(sections, figures) : []
    const wrong = checks.filter(({ ok }) => !ok)
    if (!isReady(checks)) {
      throw new Problem('input-invalid', { fields: wrong.map(({ words }) => ({ path: 'sections', message: words })) })
    }
    await refuseOutdated(ctx, row)
    const to = await listHoldersOfAll(ctx, 'bulletins.review')
    const edits = await queries.listEdits(ctx, row.id)
    await tell(ctx, row, { kind: 'bulletin', to: to.filter((id) => !wroteIn(row, edits, id)) })
    return { submittedAt: ctx.now(), submittedBy: staffOf(ctx).id, returnedWords: null }
  })
}

/** Another person than the writers lets a bulletin pass, or gives it back with a reason. */
export function decideBulletin(ctx: Context, input: InputOf<typeof contract.decideBulletin>): Promise<Bulletin> {
  if (input.decision === 'approve') {
    return step(ctx, input, 'approve', async (ctx) => ({ reviewedAt: ctx.now(), reviewedBy: staffOf(ctx).id }))
  }
  if (input.words.length < 4) {
    throw new Problem('input-invalid', { fields: [{ path: 'words', message: '请写明退回的原因，至少 4 个字' }] })
  }
  const back = { submittedAt: null, submittedBy: null, reviewedAt: null, reviewedBy: null }
  return step(ctx, input, 'return', async (ctx, row) => {
    await keepEdit(ctx, row, `${returned}${input.words}`)
    await tell(ctx, row, { kind: 'bulletin-returned', to: [row.madeBy, row.submittedBy ?? row.madeBy] })
    return { ...back, returnedWords: input.words }
  })
}

/** Publishes a reviewed bulletin: it gets its number, its files are set and kept, and nothing of it changes from then on. */
export function publishBulletin(ctx: Context, input: InputOf<typeof contract.publishBulletin>): Promise<Bulletin> {
  return step(ctx, input, 'publish', async (ctx, row) => {
    await refuseOutdated(ctx, row)
    const year = today(ctx).slice(0, 4)
    const running = await queries.takeRunning(ctx, row.kind, year)
    const number = paperNumber(readText(row).head.word, year, running)
    await keepFiles(ctx, row, number)
    await emit(ctx, { topic: 'bulletin.published', subjectId: row.id, payload: { kind: row.kind } })
    return { number, year, running, publishedAt: ctx.now(), publishedBy: staffOf(ctx).id }
  })
}

/** Tells colleagues in the office's inbox that it is their turn, once for each draft. */
const tell = (
  ctx: Context,
  { id, version }: queries.BulletinRecord,
  { kind, to }: { kind: 'bulletin' | 'bulletin-returned'; to: readonly string[] },
) => notify(ctx, { kind, to, about: { kind: 'bulletin', id }, key: `${id}/${version}` })

type Asked = { id: string; bulletinId: string; version: number }
type Patch = Parameters<typeof queries.updateBulletin>[2]
type Make = (ctx: Context, row: queries.BulletinRecord) => Promise<Patch>

const reviewing: readonly BulletinAct[] = ['approve', 'return', 'publish']

function step(ctx: Context, { id, bulletinId, version }: Asked, act: BulletinAct, make: Make): Promise<Bulletin> {
  return change(ctx, id, async (ctx) => {
    mustReachAll(ctx, reviewing.includes(act) ? 'bulletins.review' : 'bulletins.write')
    const row = await lockFor(ctx, bulletinId)
    if (row.version !== version) throw new Problem('version-conflict')
    const { from, to } = bulletinSteps[act]
    if (!from.includes(BulletinState.parse(row.state)) || to === null) throw new Problem('step-not-allowed')
    if (reviewing.includes(act)) await refuseWriter(ctx, row)
    const patch = await make(ctx, row)
    await queries.updateBulletin(ctx, row.id, { ...patch, state: to, version: version + 1 })
    await audit(ctx, { action: act, subjectKind: 'bulletin', subjectId: row.id })
    return getBulletin(ctx, row.id)
  })
}

/** A figure that was corrected or withdrawn since it was counted into a bulletin goes out in none. */
async function refuseOutdated(ctx: Context, row: queries.BulletinRecord): Promise<void> {
  const numbers = readText(row).figures?.numbers ?? []
  const quoted = numbers.flatMap(({ source }) => (source.kind === 'certificate' ? [source.figureId] : []))
  const outdated = await listOutdated(ctx, quoted)
  const [first] = numbers.filter(({ source }) => source.kind === 'certificate' && outdated.includes(source.figureId))
  if (!first) return
  const message = `${first.label}引用的已发布数字已经更正或撤下，请照此重算`
  throw new Problem('input-invalid', { fields: [{ path: 'sections', message }] })
}

async function refuseWriter(ctx: Context, row: queries.BulletinRecord): Promise<void> {
  const edits = await queries.listEdits(ctx, row.id)
  if (wroteIn(row, edits, staffOf(ctx).id)) throw new Problem('second-person-needed')
}
