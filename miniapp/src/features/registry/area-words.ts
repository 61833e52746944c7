import type { Area } from '@minyi/shared/registry/contract.ts'

/** Towns, each followed by its villages, as a list to choose from. */
export function areaWords(areas: readonly Area[]): { value: string; word: string }[] {
  const above = areas.filter(({ level }) => level === 'city' || level === 'township')
  return above.flatMap((area) => [
    { value: area.id, word: area.name },
    ...areas
      .filter(({ level, parentId }) => level === 'village' && parentId === area.id)
      .map(({ id, name }) => ({ value: id, word: `${area.name} · ${name}` })),
  ])
}
