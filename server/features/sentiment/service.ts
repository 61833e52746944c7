import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/sentiment/contract.ts'
import {
  type SentimentDetail,
  SentimentEvent,
  SentimentStage,
  sentimentStages,
} from '@minyi/shared/sentiment/contract.ts'
import { actsAt, nextStage } from '@minyi/shared/sentiment/rules.ts'
import { z } from 'zod'
import { reaches } from '../../platform/access.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../platform/context.ts'
import { pageFrom, readCursor } from '../../platform/cursor.ts'
import { emit } from '../../platform/outbox.ts'
import { Problem } from '../../platform/problem.ts'
import { reachCases, reachRows } from '../cases/reach/service.ts'
import { findTopic } from '../cases/topics/service.ts'
import { checkPlace } from '../registry/service.ts'
import { readSources, toSentiment } from './present.ts'
import * as queries from './queries.ts'

const Keys = z.tuple([z.iso.datetime(), Id])

/** The board: what stands in which stage, the newest first. */
export async function listSentiments(
  ctx: Context,
  input: InputOf<typeof contract.listSentiments>,
): Promise<OutputOf<typeof contract.listSentiments>> {
  const wanted = { stage: input.stage, after: readCursor(Keys, input.after), limit: input.limit + 1 }
  const lines = await queries.listLines(ctx, seenBy(ctx), wanted)
  const counts = await queries.countStages(ctx, seenBy(ctx))
  const page = pageFrom(
    lines,
    input.limit,
    ({ sentiment }) => [sentiment.collectedAt.toISOString(), sentiment.id],
    (line) => toSentiment(ctx, line),
  )
  const countOf = (stage: SentimentStage) => counts.get(stage) ?? 0
  const [collected, judged, handled, responded, dropped] = sentimentStages
  return {
    ...page,
    counts: {
      [collected]: countOf(collected),
      [judged]: countOf(judged),
      [handled]: countOf(handled),
      [responded]: countOf(responded),
      [dropped]: countOf(dropped),
    },
  }
}

export const readSentiment = (ctx: Context, input: InputOf<typeof contract.readSentiment>): Promise<SentimentDetail> =>
  detailOf(ctx, input.sentimentId)

/** A new one, with where it was seen and the items that tell of the same. */
export function collectSentiment(
  ctx: Context,
  input: InputOf<typeof contract.collectSentiment>,
): Promise<SentimentDetail> {
  return change(ctx, input.id, async (ctx) => {
    const { caseNumbers, ...given } = input
    if (!reaches(ctx.actor, 'campaigns.write', given)) throw faultAt('areaId', '不在您的范围内')
    if (given.topicId && !(await findTopic(ctx, given.topicId))) throw faultAt('topicId', '没有这个诉求主题')
    await checkPlace(ctx, given)
    await queries.insertSentiment(ctx, { ...given, version: 1, stage: 'collected', collectedAt: ctx.now() })
    await link(ctx, input.id, caseNumbers)
    await tell(ctx, input.id, 'collect', input.summary)
    return detailOf(ctx, input.id)
  })
}

/** More sources and items; the stage stays. */
export function addToSentiment(ctx: Context, input: InputOf<typeof contract.addToSentiment>): Promise<SentimentDetail> {
  return change(ctx, input.id, async (ctx) => {
    const kept = await lock(ctx, input.sentimentId)
    const sources = [...readSources(kept.sources), ...input.sources]
    if (sources.length > 40) throw faultAt('sources', '来源最多 40 条')
    await queries.updateSentiment(ctx, kept.id, { sources, version: kept.version + 1 })
    await link(ctx, kept.id, input.caseNumbers)
    await tell(ctx, kept.id, 'add', input.words)
    return detailOf(ctx, kept.id)
  })
}

/** One step of 收集 → 研判 → 处置 → 回应; each says why in words. */
export function moveSentiment(ctx: Context, input: InputOf<typeof contract.moveSentiment>): Promise<SentimentDetail> {
  return change(ctx, input.id, async (ctx) => {
    const kept = await lock(ctx, input.sentimentId)
    if (kept.version !== input.version) throw new Problem('version-conflict')
    const stage = nextStage(input.act, standingOf(kept))
    if (stage === null) throw new Problem('step-not-allowed')
    checkStep(input)
    await checkPlace(ctx, { areaId: null, unitId: input.unitId ?? null })
    await queries.updateSentiment(ctx, kept.id, { stage, version: kept.version + 1, ...patchOf(ctx, input) })
    await tell(ctx, kept.id, input.act, input.words || input.response?.title || '')
    return detailOf(ctx, kept.id)
  })
}

/** What was answered in public, for everybody. */
export async function listResponses(
  ctx: Context,
  input: InputOf<typeof contract.listResponses>,
): Promise<OutputOf<typeof contract.listResponses>> {
  const lines = await queries.listPublished(ctx, { after: readCursor(Keys, input.after), limit: input.limit + 1 })
  return pageFrom(
    lines,
    input.limit,
    ({ sentiment }) => [(sentiment.respondedAt ?? sentiment.collectedAt).toISOString(), sentiment.id],
    ({ sentiment, topicName }) => ({
      id: sentiment.id,
      title: sentiment.responseTitle ?? sentiment.title,
      words: sentiment.responseWords ?? '',
      url: sentiment.responseUrl,
      topicName,
      respondedAt: instantOf(ctx, sentiment.respondedAt ?? sentiment.collectedAt),
    }),
  )
}

type Step = InputOf<typeof contract.moveSentiment>

function checkStep({ act, words, level, response }: Step): void {
  if (act === 'judge' && !level) throw faultAt('level', '请选级别')
  if (act === 'respond' && !response) throw faultAt('response', '请写回应')
  const silent = act === 'publish' || act === 'respond'
  if (!silent && words.length < 5) throw faultAt('words', '请写明情况，至少 5 个字')
}

function patchOf(ctx: Context, { act, level, unitId, response }: Step): Partial<queries.StoredSentiment> {
  if (act === 'judge') return { level: level ?? null, ...(unitId ? { unitId } : {}) }
  if (act === 'respond' && response) {
    const { title, words, url } = response
    return { responseTitle: title, responseWords: words, responseUrl: url, respondedAt: ctx.now() }
  }
  if (act === 'publish' || act === 'withdraw') return { published: act === 'publish' }
  return {}
}

async function link(ctx: Context, sentimentId: string, numbers: readonly string[]): Promise<void> {
  const wanted = [...new Set(numbers.map((number) => number.toUpperCase()))]
  const found = await queries.findByNumbers(ctx, reachCases(ctx, 'hotspots.read', 'cases.read'), wanted)
  const missing = wanted.filter((number) => !found.some((each) => each.number === number))
  if (missing.length > 0) throw faultAt('caseNumbers', `没有找到：${missing.join('、')}`)
  await queries.linkCases(
    ctx,
    sentimentId,
    found.map(({ id }) => id),
  )
}

async function lock(ctx: Context, id: string): Promise<queries.StoredSentiment> {
  const kept = await queries.lockSentiment(ctx, reachRows(ctx, ['campaigns.write'], queries.sentimentColumns), id)
  if (!kept) throw new Problem('not-found')
  return kept
}

async function tell(ctx: Context, sentimentId: string, action: string, words: string): Promise<void> {
  const staff = staffOf(ctx)
  await queries.insertEvent(ctx, {
    sentimentId,
    action,
    words: words || null,
    staffId: staff.id,
    unitId: staff.unitId,
  })
  await audit(ctx, { action: `sentiment.${action}`, subjectKind: 'sentiment', subjectId: sentimentId })
  await emit(ctx, { topic: `sentiment.${action}`, subjectId: sentimentId })
}

async function detailOf(ctx: Context, id: string): Promise<SentimentDetail> {
  const line = await queries.findLine(ctx, seenBy(ctx), id)
  if (!line) throw new Problem('not-found')
  const { sentiment } = line
  const { topicId, areaId, unitId, responseTitle, responseWords, responseUrl } = sentiment
  const reach = { listed: reachCases(ctx, 'hotspots.read', 'cases.read'), readable: reachCases(ctx, 'cases.read') }
  const events = await queries.listEvents(ctx, id)
  return {
    ...toSentiment(ctx, line),
    ...{ topicId, areaId, unitId },
    response: responseTitle === null ? null : { title: responseTitle, words: responseWords ?? '', url: responseUrl },
    cases: await queries.listCases(ctx, id, reach),
    events: events.map(({ event, staffName, unitName }) =>
      SentimentEvent.parse({ ...event, staffName, unitName, at: instantOf(ctx, event.at) }),
    ),
    acts: reaches(ctx.actor, 'campaigns.write', sentiment) ? actsAt(standingOf(sentiment)) : [],
  }
}

const standingOf = ({ stage, published }: queries.StoredSentiment) => ({
  stage: SentimentStage.parse(stage),
  published,
})
const seenBy = (ctx: Context) => reachRows(ctx, ['hotspots.read', 'campaigns.write'], queries.sentimentColumns)
const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
