import type { IntervalMethod } from '../definitions/contract.ts'
import { intervalAtShare } from '../intervals.ts'

export type Needed = { share: number; n: number | null }

const seen = [1, 0.98, 0.95, 0.93]
const most = 5000

/** How many ratings it takes to prove the target, by the share that is seen: the smallest n whose lower bound reaches it. */
export function neededFor(target: number, { method, level }: { method: IntervalMethod; level: number }): Needed[] {
  const reaches = (share: number, n: number) => intervalAtShare(method, share, n, level)[0] >= target
  return seen
    .filter((share) => share > target)
    .map((share) => {
      let n = most
      if (!reaches(share, n)) return { share, n: null }
      while (n > 1 && reaches(share, n - 1)) n -= 1
      return { share, n }
    })
}
