/** JSON with the names of every object in order: equal values give equal text, wherever they come from. */
export const canonicalJson = (value: unknown): string => JSON.stringify(ordered(value))

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, ordered(part)]),
  )
}

export type Difference = { path: string; was: string; is: string }

/** Where two values differ, part by part, each by its path (`estimate.satisfied`). */
export function differencesBetween(was: unknown, is: unknown, path = ''): Difference[] {
  if (canonicalJson(was) === canonicalJson(is)) return []
  if (!isParted(was) || !isParted(is)) return [{ path, was: canonicalJson(was) ?? '无', is: canonicalJson(is) ?? '无' }]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()
  return names.flatMap((name) =>
    differencesBetween(partOf(was, name), partOf(is, name), path ? `${path}.${name}` : name),
  )
}

const isParted = (value: unknown): value is object => typeof value === 'object' && value !== null
const partOf = (value: object, name: string): unknown => Object.entries(value).find(([key]) => key === name)?.[1]
