import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { listTopics, type Topic } from '@minyi/shared/cases/topics/contract.ts'
import { suggestTopics } from '@minyi/shared/cases/topics/rules.ts'
import { create } from 'zustand'
import { call } from '../../../lib/call'

/** What items are about, as the place keeps it; read once a visit. */
export const useTopics = create<{ topics: Topic[] | undefined }>(() => ({ topics: undefined }))

export async function loadTopics(): Promise<void> {
  if (useTopics.getState().topics) return
  const { topics } = await call(listTopics, {})
  useTopics.setState({ topics })
}

/** The unit that usually handles what this item is about; never the accused one, and only a suggestion. */
export function suggestedUnit(item: CaseDetail): string | undefined {
  const topics = useTopics.getState().topics ?? []
  const given = topics.find(({ id }) => id === item.topicId)
  const likely = suggestTopics(`${item.title}${item.text}`, topics).map(({ topicId }) =>
    topics.find(({ id }) => id === topicId),
  )
  const units = [given, ...likely].map((topic) => unitOf(topics, topic))
  return units.find((unitId) => unitId !== undefined && unitId !== item.accusedUnitId)
}

/** Groups with their topics under them, for choosing one. */
export function topicOptions(topics: readonly Topic[]): { value: string; word: string }[] {
  const under = (parentId: string | null) => topics.filter((one) => one.active && one.parentId === parentId)
  return under(null).flatMap((group) => [
    { value: group.id, word: group.name },
    ...under(group.id).map(({ id, name }) => ({ value: id, word: `　${name}` })),
  ])
}

/** A topic's own unit, or that of its group. */
function unitOf(topics: readonly Topic[], topic: Topic | undefined): string | undefined {
  const group = topics.find(({ id }) => id === topic?.parentId)
  return topic?.unitId ?? group?.unitId ?? undefined
}
