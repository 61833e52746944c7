import { shippedTopics } from '@minyi/shared/cases/topics/labels.ts'
import { type Suggestible, suggestTopics, topicPath, topicsBelow } from '@minyi/shared/cases/topics/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const shipped: (Suggestible & { name: string })[] = shippedTopics.flatMap((group, i) => [
  { id: group.key, name: group.name, parentId: null, keywords: [], position: i * 100, active: true },
  ...group.topics.map((topic, j) => ({
    id: `${group.key}.${topic.key}`,
    name: topic.name,
    parentId: group.key,
    keywords: topic.keywords,
    position: i * 100 + j + 1,
    active: true,
  })),
])
const first = (text: string) => suggestTopics(text, shipped)[0]?.topicId

describe('the topics that a tenant starts with', () => {
  it('have names and keys of their own, and keywords that a person would write', () => {
    const keys = shipped.map(({ id }) => id)
    expect(new Set(keys).size).toBe(keys.length)
    const names = shipped.filter(({ parentId }) => parentId).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const topic of shipped) {
      expect(topic.name.length).toBeLessThanOrEqual(20)
      if (topic.parentId) expect(topic.keywords.length, topic.name).toBeGreaterThan(1)
      for (const word of topic.keywords) expect(word.length, word).toBeGreaterThanOrEqual(2)
    }
  })

  it.each([
    ['楼下饭店的油烟管道正对着我家窗户', 'environment.fumes'],
    ['工地打桩到凌晨两点，没有停过', 'city.night-building'],
    ['农民工工资拖欠半年，老板跑路', 'labour.wages'],
    ['邻居在楼顶搭了两层彩钢房', 'buildings.illegal'],
    ['电梯困人两次，物业不修', 'market.lifts'],
    ['公交二十分钟一班，建议加密班次', 'transport.buses'],
  ])('suggest for “%s” what it is about', (text, id) => {
    expect(first(text)).toBe(id)
  })
})

describe('a suggestion', () => {
  const topic = (id: string, keywords: string[], given: Partial<Suggestible> = {}): Suggestible => ({
    id,
    parentId: 'group',
    keywords,
    position: 0,
    active: true,
    ...given,
  })

  it('goes by the longest keyword that stands in the text', () => {
    const topics = [topic('short', ['停车']), topic('long', ['停车收费'])]
    expect(suggestTopics('路边停车收费不统一', topics)).toEqual([
      { topicId: 'long', keyword: '停车收费' },
      { topicId: 'short', keyword: '停车' },
    ])
  })

  it('prefers more of the keywords, then a topic to its group, then the order of the tenant', () => {
    const both = [topic('one', ['油烟']), topic('two', ['噪声', '扰民'])]
    expect(suggestTopics('油烟噪声扰民', both)[0]?.topicId).toBe('two')
    const above = [topic('a', ['噪声'], { parentId: null }), topic('b', ['噪声'])]
    expect(suggestTopics('噪声', above)[0]?.topicId).toBe('b')
    const placed = [topic('z', ['噪声'], { position: 1 }), topic('a', ['噪声'], { position: 2 })]
    expect(suggestTopics('噪声', placed)[0]?.topicId).toBe('z')
  })

  it('leaves out what is no longer given, and says nothing where nothing is found', () => {
    expect(suggestTopics('噪声', [topic('off', ['噪声'], { active: false })])).toEqual([])
    expect(suggestTopics('今天天气很好', shipped)).toEqual([])
  })

  it('is the same whatever the order in which the topics come', () => {
    const words = fc.constantFrom('噪声', '油烟', '停车', '停车收费', '物业', '电梯')
    const topics = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        parentId: fc.constantFrom(null, 'group'),
        keywords: fc.uniqueArray(words, { maxLength: 4 }),
        position: fc.nat(3),
        active: fc.boolean(),
      }),
      { selector: ({ id }) => id, maxLength: 8 },
    )
    fc.assert(
      fc.property(topics, fc.array(words, { maxLength: 6 }), fc.nat(), (list, text, turn) => {
        const turned = [...list.slice(turn % (list.length || 1)), ...list.slice(0, turn % (list.length || 1))].reverse()
        const asked = text.join('，')
        const found = suggestTopics(asked, list)
        expect(suggestTopics(asked, turned)).toEqual(found)
        for (const { topicId, keyword } of found) {
          expect(asked).toContain(keyword)
          expect(list.find(({ id }) => id === topicId)?.keywords).toContain(keyword)
        }
      }),
    )
  })
})

describe('the tree', () => {
  it('names a topic with its group, and finds what stands below a group', () => {
    expect(topicPath(shipped, 'city.stalls')).toBe('城市管理 / 占道经营')
    expect(topicPath(shipped, 'city')).toBe('城市管理')
    expect(topicPath(shipped, 'nothing')).toBeNull()
    expect(topicsBelow(shipped, 'law')).toEqual(['law', 'law.law-making', 'law.mediation', 'law.legal-aid'])
    expect(topicsBelow(shipped, 'city.stalls')).toEqual(['city.stalls'])
  })
})
