import { submitStandingRating } from '../../features/ratings/service.ts'
import { idFromName } from '../../platform/ids.ts'
import { chanceOf } from '../chance.ts'
import { demoCode, standingTargets } from '../codes.ts'
import { acting, eachOf, momentOf, type World } from '../world.ts'

const grades = [5, 4, 3, 2, 1] as const
const weights = { 5: 46, 4: 28, 3: 12, 2: 8, 1: 6 } as const

/** Ratings by standing codes, which are shown and never scored: each from a resident of its own, who scanned and signed in. */
export async function writeStandingRatings(world: World): Promise<void> {
  const { seed, claims } = world.files.simulation
  const chance = chanceOf(seed, 'standing')
  const targets = standingTargets(world.files)
  const scans = world.days.flatMap((day) =>
    Array.from({ length: chance.count(claims.standingPerDay * world.scale) }, () => ({
      at: momentOf(world, day, chance.between(9 * 60, 20 * 60)),
      code: demoCode(chance.pick(targets)),
      grade: chance.weighted(grades, (grade) => weights[grade]),
    })),
  )
  await eachOf([...scans.entries()], 4, async ([i, { at, code, grade }]) => {
    const resident = { kind: 'resident', id: idFromName(`demo/passer-by/${i}`) } as const
    await submitStandingRating(acting(world, at, resident), { id: idFromName(`demo/standing/${i}`), code, grade })
  })
}
