import { endVerdictWindows } from '../../features/cases/office/steps/service.ts'
import { acting, momentOf, type World } from '../world.ts'
import type { SimulatedCase } from './simulate.ts'
import { fileCase, planAct, type Standing, takeAct } from './story.ts'

type Due = { at: Date; run: () => Promise<Standing | null>; item: SimulatedCase | null }

/**
 * Lets every item be filed and handled through the product's own use cases, all of them in one line of time, with the nightly
 * job that ends the windows for a verdict.
 */
export async function writeCases(world: World, items: readonly SimulatedCase[]): Promise<void> {
  const line: Due[] = items.map((item) => ({ at: item.receivedAt, run: () => fileCase(world, item), item }))
  for (const day of world.days) {
    const at = momentOf(world, day, 10)
    line.push({ at, item: null, run: () => nightly(world, at) })
  }
  line.sort(latestFirst)
  for (let due = line.pop(); due && due.at < world.now; due = line.pop()) {
    const { item } = due
    const standing = await due.run()
    const next = item && standing ? planAct(world, item, standing) : null
    if (item && standing && next) insert(line, { at: next.at, run: () => takeAct(world, item, standing, next), item })
  }
}

async function nightly(world: World, at: Date): Promise<null> {
  while ((await endVerdictWindows(acting(world, at, { kind: 'system', id: null }))) > 0);
  return null
}

const latestFirst = (a: Due, b: Due) => b.at.getTime() - a.at.getTime()

/** Puts an act in its place of the line, which is sorted with the next one last. */
function insert(line: Due[], due: Due): void {
  const place = line.findLastIndex(({ at }) => at > due.at)
  line.splice(place + 1, 0, due)
}
