/** What a template may leave open, each filled with the item's own value; nothing sealed is among them. */
export const templateFields = ['编号', '标题', '类别', '单位', '区域', '收到日期', '期限', '今天'] as const
export type TemplateField = (typeof templateFields)[number]
export type TemplateValues = Record<TemplateField, string | null>

const field = /\{([^{}]*)\}/g

/** The words with the item's values in them. What has no value stays as it is, so that nobody sends a sentence with a hole. */
export function fillTemplate(words: string, values: TemplateValues): string {
  return words.replace(field, (whole, name: string) => filling(values, name) ?? whole)
}

/** The places of filled words that are still open; with any of them an answer is not sent. */
export function openFieldsIn(words: string): string[] {
  return [...new Set(words.match(field) ?? [])]
}

/** Names in a template that nothing fills, told when it is saved. */
export function unknownFieldsIn(words: string): string[] {
  return openFieldsIn(words)
    .map((whole) => whole.slice(1, -1))
    .filter((name) => !isField(name))
}

function filling(values: TemplateValues, name: string): string | null {
  return isField(name) ? values[name] : null
}

const isField = (name: string): name is TemplateField => templateFields.some((known) => known === name)
