/** What the suggestion needs of a topic. */
export type Suggestible = {
  id: string
  parentId: string | null
  keywords: readonly string[]
  position: number
  active: boolean
}

/** A topic that a text may be about, and the longest of its keywords that stands in the text. */
export type Suggestion = { topicId: string; keyword: string }

/**
 * Topics for a text, the likeliest first: the one whose longest keyword found in the text is longest, then the one with more
 * different keywords found, then a topic before its group, then the tenant's own order. It never decides alone: whoever
 * classifies confirms it.
 */
export function suggestTopics(text: string, topics: readonly Suggestible[], most = 3): Suggestion[] {
  const plain = plainText(text)
  const found = topics.flatMap((topic) => {
    if (!topic.active) return []
    const hits = [...new Set(topic.keywords.map(plainText))].filter((word) => word !== '' && plain.includes(word))
    const longest = hits.reduce((best, word) => (word.length > best.length ? word : best), '')
    return longest === '' ? [] : [{ topic, keyword: longest, hits: hits.length }]
  })
  found.sort(
    (a, b) =>
      b.keyword.length - a.keyword.length ||
      b.hits - a.hits ||
      Number(a.topic.parentId === null) - Number(b.topic.parentId === null) ||
      a.topic.position - b.topic.position ||
      (a.topic.id < b.topic.id ? -1 : 1),
  )
  return found.slice(0, most).map(({ topic, keyword }) => ({ topicId: topic.id, keyword }))
}

/** A topic's name with its group's before it: 城市管理 / 占道经营. */
export function topicPath(
  topics: readonly { id: string; name: string; parentId: string | null }[],
  id: string,
): string | null {
  const topic = topics.find((one) => one.id === id)
  if (!topic) return null
  const group = topics.find((one) => one.id === topic.parentId)
  return group ? `${group.name} / ${topic.name}` : topic.name
}

/** A topic and, where it is a group, all that stand below it. */
export function topicsBelow(topics: readonly { id: string; parentId: string | null }[], id: string): string[] {
  return topics.filter((one) => one.id === id || one.parentId === id).map((one) => one.id)
}

/** Keywords and texts are compared without spaces and in small letters. */
const plainText = (text: string) => text.toLowerCase().replace(/\s+/g, '')
