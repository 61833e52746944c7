import { matterKindLabels } from '../../matters/labels.ts'
import { gradeLabels, ratingChannelLabels } from '../../ratings/labels.ts'
import { designInWords } from '../answers/labels.ts'
import type { RatingsDefinition } from '../catalogue/schema.ts'
import { methodInWords } from '../published/labels.ts'
import { grades, targetOf } from '../rules.ts'
import type { DefinitionChange, DefinitionInFull } from './contract.ts'

/** A definition over ratings as a certificate carries it: matters are counted in full, without weights and without a sample. */
export function inFull(definition: RatingsDefinition): DefinitionInFull {
  return {
    id: definition.id,
    version: definition.version,
    name: definition.name,
    source: 'ratings',
    kinds: [...definition.kinds].sort(),
    channels: definition.channels.filter((channel) => channel !== 'standing').sort(),
    grades: grades.filter((grade) => definition.grades.includes(grade)),
    numerator: null,
    denominator: definition.denominator,
    weights: 'none',
    design: 'census',
    method: definition.method,
    level: definition.level,
    minN: definition.minN,
    target: targetOf(definition),
    targetBasis: definition.targetBasis,
    windowDays: definition.windowDays,
    silence: definition.silence ?? null,
    parts: [],
  }
}

/** What a version changed against the one before, field by field, in words. */
export function changesBetween(before: DefinitionInFull, after: DefinitionInFull): DefinitionChange[] {
  return fields.flatMap(({ field, words }) => {
    const [was, is] = [words(before), words(after)]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

const fields: readonly { field: string; words: (definition: DefinitionInFull) => string }[] = [
  { field: '名称', words: ({ name }) => name },
  { field: '算作满意的档', words: ({ grades }) => wordsOf(grades.map(String), gradeLabels) },
  { field: '事项种类', words: ({ kinds }) => wordsOf(kinds, matterKindLabels) },
  { field: '计入的渠道', words: ({ channels }) => wordsOf(channels, ratingChannelLabels) },
  { field: '算作是', words: ({ numerator }) => numerator ?? '按档' },
  { field: '分母', words: ({ denominator }) => denominator },
  {
    field: '各部分的权重',
    words: ({ parts }) => parts.map(({ name, weight }) => `${name} ${percent(weight)}`).join('、'),
  },
  { field: '抽样', words: ({ sample }) => (sample ? designInWords(sample) : '') },
  { field: '时间窗', words: ({ windowDays }) => (windowDays === null ? '不设' : `${windowDays} 天`) },
  { field: '最少份数', words: ({ minN }) => `${minN} 份` },
  { field: '目标', words: ({ target }) => (target === null ? '不设' : percent(target)) },
  { field: '置信水平', words: ({ level }) => percent(level) },
  { field: '区间方法', words: ({ method }) => methodInWords(method) },
  {
    field: '另计的默认好评',
    words: ({ silence }) => (silence ? `按《${silence.order}》另列（${silence.issuer}）` : '不另列'),
  },
]

const percent = (share: number) => `${Number((share * 100).toFixed(2))}%`

function wordsOf(codes: readonly string[], labels: Readonly<Record<string, string>>): string {
  return codes.map((code) => labels[code] ?? code).join('、')
}
