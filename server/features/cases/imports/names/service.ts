import type { Directory } from '@minyi/shared/cases/imports/cells/rules.ts'
import type { ImportField } from '@minyi/shared/cases/imports/contract.ts'
import type { Directories } from '@minyi/shared/cases/imports/rules.ts'
import type { Context } from '../../../../platform/context.ts'
import * as queries from './queries.ts'

/** What the register knows by name, read once for a run. */
export type NameBook = { names: Directories; areas: ReadonlyMap<string, queries.NamedArea> }

export async function openNameBook(ctx: Context): Promise<NameBook> {
  const [areas, units, topics] = await Promise.all([
    queries.listNamedAreas(ctx),
    queries.listNamedUnits(ctx),
    queries.listNamedTopics(ctx),
  ])
  return {
    names: { area: directoryOf(areas), unit: directoryOf(units), topic: directoryOf(topics) },
    areas: new Map(areas.map((area) => [area.id, area])),
  }
}

/** What a word that nobody bears may mean: names that hold it, or that it holds, the closest in length first. */
export function candidatesFor(book: NameBook, field: ImportField, value: string): { id: string; name: string }[] {
  const directory = field === 'area' || field === 'topic' ? book.names[field] : book.names.unit
  if (field !== 'area' && field !== 'topic' && field !== 'unit' && field !== 'accusedUnit') return []
  const near = new Map<string, { id: string; name: string }>()
  for (const [word, found] of directory) {
    if (word.includes(value) || value.includes(word)) for (const one of found) near.set(one.id, one)
  }
  return [...near.values()]
    .sort((left, right) => Math.abs(left.name.length - value.length) - Math.abs(right.name.length - value.length))
    .slice(0, 6)
}

function directoryOf(rows: readonly queries.Named[]): Directory {
  const directory = new Map<string, { id: string; name: string }[]>()
  for (const { id, name, words } of rows) {
    for (const word of new Set(words)) {
      if (word) directory.set(word, [...(directory.get(word) ?? []), { id, name }])
    }
  }
  return directory
}
