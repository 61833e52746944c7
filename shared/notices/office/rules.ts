import type { Slot } from './contract.ts'

const slotWords: Record<Slot, string> = { number: '编号', title: '标题', state: '状态', time: '时间', place: '地区' }

/** The fields of a template in one line: `character_string1=编号 thing2=标题`. */
export function writeFields(fields: Readonly<Record<string, Slot>>): string {
  return Object.entries(fields)
    .map(([field, slot]) => `${field}=${slotWords[slot]}`)
    .join(' ')
}

/** Reads the line back; undefined where a field or its content is none. */
export function readFields(line: string): Record<string, Slot> | undefined {
  const pairs = line.trim().split(/[\s,，]+/)
  const fields: Record<string, Slot> = {}
  for (const pair of pairs) {
    const [field = '', word] = pair.split('=')
    const slot = slots.find((each) => slotWords[each] === word)
    if (!/^[a-z_]+\d+$/.test(field) || !slot) return undefined
    fields[field] = slot
  }
  return fields
}

const slots: readonly Slot[] = ['number', 'title', 'state', 'time', 'place']
