import { agrestiCoullClipped } from '../estimates/agresti-coull.ts'
import { clopperPearson } from '../estimates/clopper-pearson.ts'
import type { Interval } from '../estimates/interval.ts'
import { jeffreys } from '../estimates/jeffreys.ts'
import { midP } from '../estimates/mid-p.ts'
import { wilson, wilsonCorrected } from '../estimates/wilson.ts'
import { type IntervalMethod, intervalMethods } from './definitions/contract.ts'

const methods: Record<IntervalMethod, (x: number, n: number, level: number) => Interval> = {
  wilson,
  'wilson-cc': wilsonCorrected,
  'clopper-pearson': clopperPearson,
  jeffreys,
  'agresti-coull': agrestiCoullClipped,
  'mid-p': midP,
}

/** The interval of x of n by the method that a definition names; each method's formula and source stand in shared/estimates. */
export const intervalOf = (method: IntervalMethod, x: number, n: number, level: number): Interval =>
  methods[method](x, n, level)

/**
 * The interval of a share that was seen, or is supposed, of n: the counts behind it need not be whole. The mid-p method knows whole
 * counts only and takes the nearest.
 */
export const intervalAtShare = (method: IntervalMethod, share: number, n: number, level: number): Interval =>
  intervalOf(method, method === 'mid-p' ? Math.round(share * n) : share * n, n, level)

export const isIntervalMethod = (method: string): method is IntervalMethod =>
  intervalMethods.some((known) => known === method)
