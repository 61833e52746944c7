import type * as contract from '@minyi/shared/cases/topics/contract.ts'
import { shippedTopics } from '@minyi/shared/cases/topics/labels.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { idFromName } from '../../../platform/ids.ts'
import { Problem } from '../../../platform/problem.ts'
import { findUnit } from '../queries.ts'
import * as queries from './queries.ts'

/** The tenant's topics; one that has none yet gets those that are shipped, as rows of its own. */
export async function readTopics(ctx: Context): Promise<queries.TopicLine[]> {
  const known = await queries.listTopicLines(ctx)
  if (known.length > 0) return known
  await queries.insertTopicsOnce(ctx, fromShipped(ctx))
  return queries.listTopicLines(ctx)
}

/** The topics as staff choose from them, groups before what stands below them. */
export async function listTopics(ctx: Context): Promise<OutputOf<typeof contract.listTopics>> {
  return { topics: await readTopics(ctx) }
}

/** Makes a topic or changes one; items keep theirs, also when it is no longer given. */
export function defineTopic(
  ctx: Context,
  input: InputOf<typeof contract.defineTopic>,
): Promise<OutputOf<typeof contract.defineTopic>> {
  return change(ctx, input.id, async (ctx) => {
    const known = await readTopics(ctx)
    await checkPlace(ctx, input, known)
    const { id: _, topicId, version, ...given } = input
    const row = { ...given, keywords: [...new Set(given.keywords)] }
    const isKept =
      version === 0 ? await insertNew(ctx, topicId, row) : await queries.updateTopic(ctx, topicId, version, row)
    if (!isKept)
      throw new Problem(version === 0 || known.some(({ id }) => id === topicId) ? 'version-conflict' : 'not-found')
    await audit(ctx, { action: 'topics.define', subjectKind: 'topic', subjectId: topicId, detail: row })
    const now = (await queries.listTopicLines(ctx)).find(({ id }) => id === topicId)
    if (!now) throw new Error('the topic was written a moment ago')
    return now
  })
}

/** A topic that can be given now. */
export async function findTopic(ctx: Context, topicId: string): Promise<queries.TopicLine | undefined> {
  return (await readTopics(ctx)).find(({ id, active }) => id === topicId && active)
}

/** The id of a topic that can be given to an item now. */
export async function givenTopic(ctx: Context, topicId: string): Promise<string> {
  const topic = await findTopic(ctx, topicId)
  if (!topic) throw faultAt('topicId', '没有这个诉求主题')
  return topic.id
}

type Given = Omit<queries.TopicRow, 'tenantId' | 'id' | 'externalId' | 'version'>

const insertNew = (ctx: Context, topicId: string, row: Given) =>
  queries.insertTopicsOnce(ctx, [{ ...row, id: topicId, externalId: topicId, version: 1 }])

/** The tree has two levels: a group is below nothing, and what has topics below it stays a group. */
async function checkPlace(
  ctx: Context,
  input: InputOf<typeof contract.defineTopic>,
  known: readonly queries.TopicLine[],
): Promise<void> {
  const { topicId, parentId, unitId } = input
  const parent = parentId === null ? null : known.find(({ id }) => id === parentId)
  if (parent === undefined) throw faultAt('parentId', '没有这个大类')
  if (parent && (parent.parentId !== null || parent.id === topicId)) throw faultAt('parentId', '主题只分两级')
  if (parent && known.some((topic) => topic.parentId === topicId)) throw faultAt('parentId', '这个大类下还有主题')
  if (unitId !== null && !(await findUnit(ctx, unitId))) throw faultAt('unitId', '没有这个单位')
}

function fromShipped(ctx: Context): Omit<queries.TopicRow, 'tenantId'>[] {
  const idOf = (key: string) => shippedTopicId(ctx, key)
  const plain = { unitId: null, active: true, version: 1 }
  return shippedTopics.flatMap((group, i) => [
    {
      ...plain,
      id: idOf(group.key),
      externalId: group.key,
      name: group.name,
      parentId: null,
      keywords: [],
      position: i * 100,
    },
    ...group.topics.map((topic, j) => {
      const externalId = `${group.key}.${topic.key}`
      const [id, parentId] = [idOf(externalId), idOf(group.key)]
      return {
        ...plain,
        id,
        externalId,
        name: topic.name,
        parentId,
        keywords: [...topic.keywords],
        position: i * 100 + j + 1,
      }
    }),
  ])
}

/** The id of a shipped topic: the same for the same tenant and key, so that loading twice changes nothing. */
export const shippedTopicId = (ctx: Pick<Context, 'tenant'>, key: string): string =>
  idFromName(`${ctx.tenant.id}/topic/${key}`)

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
