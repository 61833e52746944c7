import type * as contract from '@minyi/shared/cases/merging/contract.ts'
import { mergeFault } from '@minyi/shared/cases/merging/rules.ts'
import { type Comparable, likenessOf, similarity, toldCount } from '@minyi/shared/cases/similar/rules.ts'
import { suggestTopics } from '@minyi/shared/cases/topics/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { firstOfMonth } from '@minyi/shared/platform/time.ts'
import { reaches } from '../../../platform/access.ts'
import { countAttempt } from '../../../platform/attempts.ts'
import { type Context, dayOf, instantOf, today } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { openClockBook, readClock } from '../../clocks/service.ts'
import * as merging from '../merging/queries.ts'
import { mergeableOf } from '../merging/service.ts'
import { toRow } from '../present.ts'
import { type CaseLine, type CaseRecord, findCaseOf, within } from '../queries.ts'
import { readTopics } from '../topics/service.ts'

const asked = { kind: 'case-alike', limit: 60, windowMs: 3_600_000 } as const
const mostOffered = 10
const referenceAbout = 'case-alike'

/** What an item may be merged with, what was merged into it, and what it was merged into; each only within the caller's reach. */
export async function listSimilar(
  ctx: Context,
  input: InputOf<typeof contract.listSimilar>,
): Promise<OutputOf<typeof contract.listSimilar>> {
  const line = await merging.findLineIn(ctx, input.caseId, 'cases.read')
  if (!line) throw new Problem('not-found')
  const book = await openClockBook(ctx)
  const present = (shown: CaseLine) => toRow(ctx, shown, (armed) => readClock(ctx, book, armed))
  const { item } = line
  const lead = item.mergedInto ? await merging.findLineIn(ctx, item.mergedInto, 'cases.read') : undefined
  const merged = await merging.listMerged(ctx, item.id)
  const found = await likest(ctx, item)
  const ids = found.map((each) => each.line.item.id)
  const [linked, followers] = [
    await merging.listLinked(ctx, item.id, ids),
    await merging.countFollowers(ctx, [item.id, ...ids]),
  ]
  const asLead = mergeableOf(item, followers)
  const candidates = found.map(({ line, likeness }) => ({
    row: present(line),
    ...likeness,
    linked: linked.has(line.item.id),
    fault: mergeFault(asLead, mergeableOf(line.item, followers)),
  }))
  return {
    lead: lead ? present(lead) : null,
    merged: merged.map((each) => ({ ...present(each.line), mergedAt: instantOf(ctx, each.mergedAt) })),
    candidates: candidates.sort((a, b) => Number(a.fault !== null) - Number(b.fault !== null)).slice(0, mostOffered),
    mayMerge: reaches(ctx.actor, 'cases.dispatch', item),
  }
}

/** Whether others told of the same before a resident submits; public facts alone, and no number that gives somebody away. */
export async function findAlike(
  ctx: Context,
  input: InputOf<typeof contract.findAlike>,
): Promise<OutputOf<typeof contract.findAlike>> {
  await countAttempt(ctx, ctx.address, asked)
  const topics = await readTopics(ctx)
  const topicId = suggestTopics(input.text, topics, 1)[0]?.topicId ?? null
  const towns = await merging.findTowns(ctx, input.areaId ? [input.areaId] : [])
  const draft = {
    id: ctx.tenant.id,
    text: input.text,
    areaId: input.areaId ?? null,
    topicId,
    unitId: null,
    accusedUnitId: input.accusedUnitId ?? null,
    day: today(ctx),
  }
  const lines = await merging.listNear(ctx, draft, merging.tellable(ctx, input.kind))
  const alike = (await scored(ctx, draft, lines)).filter((each) => isTellable(each.line.item, draft))
  const atLeast = toldCount(alike.length)
  const [best] = alike
  const topic = topics.find(({ id }) => id === (best?.line.item.topicId ?? topicId))
  if (!best || !topic || atLeast === null) return { offer: null }
  return {
    offer: {
      reference: ctx.encryption.seal(best.line.item.id, referenceAbout).toString('base64url'),
      topicName: topic.name,
      areaName: (input.areaId && towns.get(input.areaId)?.name) || null,
      month: firstOfMonth(dayOf(ctx, best.line.item.receivedAt)),
      atLeast,
    },
  }
}

/** The resident asked to be counted with others (一并关注): staff see it beside both items; merging stays their decision. */
export async function linkAlike(ctx: Context, caseId: string, reference: string | undefined): Promise<void> {
  if (!reference) return
  const likeId = readReference(ctx, reference)
  if (likeId && (await findCaseOf(ctx, likeId, false))) await merging.insertLink(ctx, caseId, likeId)
}

function readReference(ctx: Context, reference: string): string | null {
  try {
    const read = Id.safeParse(ctx.encryption.open(Buffer.from(reference, 'base64url'), referenceAbout))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** A complaint is told of among complaints against the same unit only. */
const isTellable = (item: CaseRecord, draft: { accusedUnitId: string | null }) =>
  item.accusedUnitId === draft.accusedUnitId

async function likest(ctx: Context, item: CaseRecord) {
  const day = dayOf(ctx, item.receivedAt)
  const lines = await merging.listNear(ctx, { ...item, day }, within(ctx, 'cases.read'))
  return (await scored(ctx, { ...item, day }, lines)).slice(0, 5 * mostOffered)
}

/** Lines with how alike they are, the likest first, without those under the threshold. */
async function scored(ctx: Context, item: Omit<Comparable, 'townId'>, lines: readonly CaseLine[]) {
  const areaIds = [item.areaId, ...lines.map((line) => line.item.areaId)].flatMap((id) => (id ? [id] : []))
  const towns = await merging.findTowns(ctx, areaIds)
  const townOf = (areaId: string | null) => (areaId && towns.get(areaId)?.id) || null
  const own = { ...item, townId: townOf(item.areaId) }
  return lines
    .map((line) => {
      const other = { ...line.item, day: dayOf(ctx, line.item.receivedAt), townId: townOf(line.item.areaId) }
      return { line, likeness: likenessOf(own, other) }
    })
    .filter(({ likeness }) => likeness.score >= similarity.offered)
    .sort((a, b) => b.likeness.score - a.likeness.score || (a.line.item.id < b.line.item.id ? -1 : 1))
}
