import type { ImportField, ImportMapping } from '../contract.ts'
import { isBefore, type LocalTime, readLocalTime } from '../times/rules.ts'
import { gradeWords } from '../words/rules.ts'

/** One row as it came: what stands in the cell of each field. */
export type Cells = Partial<Record<ImportField, string>>

/** What a registered name may mean: every place, unit or topic that bears it. */
export type Directory = ReadonlyMap<string, readonly { id: string; name: string }[]>

/** Why a cell was not taken as it is. `value` is what stood there, never of a field that may be personal. */
export type CellFault = { field: ImportField; code: string; stops: boolean; value: string | null; words: string }
export type Tell = (field: ImportField, code: string, words: string, stops?: boolean) => void

/** Reads the cells of one row and keeps what is wrong with them. */
export type CellReader = ReturnType<typeof openCells>

const limits: Partial<Record<ImportField, number>> = {
  externalId: 100,
  text: 20_000,
  title: 200,
  place: 200,
  name: 60,
  phone: 60,
  reply: 20_000,
  verdictWords: 2_000,
}
const personal: readonly ImportField[] = ['name', 'phone', 'text', 'reply', 'verdictWords', 'title', 'place']
const shown = (value: string) => value.slice(0, 30)

/** What the mapping makes of one row's cells, in the fields' own names. */
export function cellsOf(mapping: ImportMapping, headings: readonly string[], line: readonly string[]): Cells {
  const cells: Cells = {}
  for (const { column, field } of mapping.columns) cells[field] = line[headings.indexOf(column)] ?? ''
  return cells
}

export function openCells(cells: Cells, now: LocalTime) {
  const faults: CellFault[] = []
  const tell: Tell = (field, code, words, stops = true) => {
    const value = personal.includes(field) ? null : (cells[field] ?? '').trim().slice(0, 60)
    if (!faults.some((fault) => fault.field === field)) faults.push({ field, code, stops, value, words })
  }
  const text = (field: ImportField): string | null => {
    const value = (cells[field] ?? '').trim()
    const limit = limits[field]
    if (limit !== undefined && value.length > limit) tell(field, 'too-long', `超过 ${limit} 字`)
    return value || null
  }
  const needed = (field: ImportField): string => {
    const value = text(field)
    if (value === null) tell(field, 'missing', '是空的，必须有')
    return value ?? ''
  }
  const time = (field: ImportField): LocalTime | null => {
    const value = text(field)
    if (value === null) return null
    const read = readLocalTime(value)
    if (read === null) tell(field, 'not-a-time', `“${shown(value)}”不是时间`)
    else if (isBefore(now, read)) tell(field, 'in-future', `“${shown(value)}”还没有到`)
    return read
  }
  return { faults, tell, text, needed, time }
}

/** What a table says of a word; a word such as “constructor” is no more than a word. */
const wordIn = <T>(table: Record<string, T>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined

/** A word's code: as the source's mapping says, else as platforms usually mean it. */
export function readWord<T extends string>(
  reader: CellReader,
  field: ImportField,
  own: Record<string, T>,
  usual: Record<string, T>,
): T | null {
  const value = reader.text(field)
  if (value === null) return null
  const found = wordIn(own, value) ?? wordIn(usual, value)
  if (found === undefined) reader.tell(field, 'unknown-word', `没有说“${shown(value)}”是什么意思`)
  return found ?? null
}

/** The one place, unit or topic that a name means: as the source's mapping says, else where exactly one bears the name. */
export function readName(
  reader: CellReader,
  field: ImportField,
  own: Record<string, string | null>,
  directory: Directory,
): string | null {
  const value = reader.text(field)
  if (value === null) return null
  const chosen = wordIn(own, value)
  if (chosen !== undefined) return chosen
  const found = directory.get(value) ?? []
  const [one] = found
  if (one && found.length === 1) return one.id
  const names = found.slice(0, 3).map(({ name }) => name)
  if (one) reader.tell(field, 'unclear', `“${shown(value)}”：${names.join('，还是')}？`)
  else reader.tell(field, 'unknown-name', `名录里没有“${shown(value)}”`)
  return null
}

/** A grade from 1 to 5, as its number or its word; without a column of its own, what the verdict's word says by itself. */
export function readGrade(reader: CellReader, said: string | null): number | null {
  const value = reader.text('grade')
  if (value === null) return said === null ? null : (wordIn(gradeWords, said) ?? null)
  const grade = /^[1-5]$/.test(value) ? Number(value) : wordIn(gradeWords, value)
  if (grade === undefined) reader.tell('grade', 'not-a-grade', `“${shown(value)}”不是 1 到 5`)
  return grade ?? null
}
