import type { Design } from '@minyi/shared/estimates/design.ts'
import { type Estimate, studentInterval } from '@minyi/shared/estimates/estimate.ts'
import {
  kornGraubardSize,
  rateEffectiveSize,
  rateInterval,
  surveyGoal,
} from '@minyi/shared/estimates/survey-proportion.ts'
import { agree } from './reference.ts'

type Reference = { [field: string]: unknown }

/** Whether the standard error of a figure is compared too; only after `rake()` is it left out, as the reference's README allows. */
export type Errors = 'with errors' | 'without errors'

export function agreeEstimate(found: Estimate, one: Reference, errors: Errors = 'with errors'): void {
  const { est, se } = found
  agree(est, one.est, 1e-10, String(one.name))
  if (one.df !== undefined) agree(found.df, one.df)
  if (errors === 'without errors') return
  const df = Number(one.df)
  agree([se, se / Math.abs(est)], [one.se, one.cv], 1e-10, `error of ${one.name}`)
  agree(studentInterval(est, se, df), one.ci_t, 1e-10, `interval of ${one.name}`)
  if (one.ci_z) agree(studentInterval(est, se, Number.POSITIVE_INFINITY), one.ci_z)
  if (typeof one.deff === 'number') agree(found.deff, one.deff, 1e-10, `deff of ${one.name}`)
  if (typeof one.deff_replace === 'number')
    agree(found.deffReplace, one.deff_replace, 1e-10, `deff with replacement of ${one.name}`)
}

export function agreeIntervals(design: Design, mean: Estimate, one: Reference & { level: number }): void {
  const rate = { p: mean.est, se: mean.se, df: mean.df, n: design.calibration ? design.rows : mean.n }
  agree([rate.p, rate.se, rate.df, rate.n, mean.n], [one.p, one.se, one.df, one.rows_nrow_design, one.rows_nonzero])
  agree([rateEffectiveSize(rate), kornGraubardSize(rate, one.level)], [one.neff, one.neff_kg])
  agree(rateInterval('logit', rate, one.level), one.logit, 1e-8, 'logit')
  for (const name of ['xlogit', 'beta', 'mean', 'asin', 'kg_truncated'] as const) {
    agree(rateInterval(name, rate, one.level), one[name], 1e-10, name)
  }
  agree(rateInterval('wilson', rate, one.level), one.wilson_survey45, 1e-10, 'wilson')
}

export function agreeGoal(design: Design, mean: Estimate, one: Reference & { p0: number; level: number }): void {
  const n = design.calibration ? design.rows : mean.n
  const goal = surveyGoal({ p: mean.est, se: mean.se, df: mean.df, n }, one.p0, one.level)
  agree([goal.t, goal.pGreater, goal.pLess], [one.t, one.p_t_greater, one.p_t_less], 1e-10, 'goal t')
  agree([goal.tLogit, goal.probabilityLogit], [one.t_logit, one.prob_ge_logit_t], 1e-10, 'goal logit t')
  agree(goal.probabilityJeffreys, one.prob_ge_jeffreys_neff, 1e-10, 'goal probability')
  agree([goal.lowerLogit, goal.lowerKornGraubard], [one.lower_logit_1s, one.lower_kg_1s], 1e-10, 'goal bounds')
}

export function agreeDomain(found: Estimate, row: Reference, errors: Errors = 'with errors'): void {
  agree([found.est, found.n, found.df], [row.est, row.rows, row.df_domain], 1e-10, String(row.domain))
  if (errors === 'without errors') return
  agree(found.se, row.se, 1e-10, `error in ${row.domain}`)
  agree(studentInterval(found.est, found.se, Number(row.df_design)), row.ci_t_design)
  if (row.ci_t_domain) agree(studentInterval(found.est, found.se, found.df), row.ci_t_domain)
}
