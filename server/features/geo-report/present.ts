import { XMLBuilder } from 'fast-xml-parser'

export const formats = ['json', 'xml'] as const
export type Format = (typeof formats)[number]
export const isFormat = (text: string): text is Format => formats.some((format) => format === text)

export const mediaTypes: Record<Format, string> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
}

/** What an answer holds: in XML a list has a name of its own around its entries, in JSON it has not. */
export type Value = string | number | boolean | null | Value[] | Named | { [name: string]: Value }

/** A list with the name of its entries in XML, such as `<services><service>…`. */
export type Named = { entry: string; rows: readonly Value[] }

const isNamed = (value: object): value is Named => 'entry' in value && 'rows' in value

const builder = new XMLBuilder({ format: true, suppressEmptyNode: true, indentBy: '  ' })

/** An answer in the format that was asked for; `root` is the outermost element in XML. */
export function write(format: Format, root: string, value: Value): string {
  if (format === 'json') return JSON.stringify(plain(value))
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: elements(value) })}`
}

function plain(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plain)
  if (isNamed(value)) return value.rows.map(plain)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))
}

function elements(value: Value): unknown {
  if (value === null) return ''
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map(elements)
  if (isNamed(value)) return value.rows.length === 0 ? '' : { [value.entry]: value.rows.map(elements) }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, elements(part)]))
}
