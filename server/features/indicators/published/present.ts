import {
  Certificate,
  CertifiedFigure,
  type PublishedSummary,
  RowsSeal,
} from '@minyi/shared/indicators/published/contract.ts'
import { z } from 'zod'
import { type Context, instantOf } from '../../../platform/context.ts'
import type { Standing } from './queries.ts'

/** What is frozen of a certificate; whether it was corrected or withdrawn is read beside it. */
export const Frozen = Certificate.omit({ state: true, corrects: true, correctedBy: true, withdrawn: true })
export type Frozen = z.infer<typeof Frozen>

/** What differs in the certificate that everybody may read: the protected rows, and the figure that follows from them. */
export const Open = z.object({ rows: RowsSeal, figure: CertifiedFigure })
export type Open = z.infer<typeof Open>

/** The certificate as the office reads it, or as everybody does. */
export function certificateOf(ctx: Context, standing: Standing, open: boolean): Certificate {
  const { row, correctedBy, withdrawn } = standing
  const frozen = Frozen.parse(row.certificate)
  const shown = open ? { ...frozen, ...Open.parse(row.open) } : frozen
  return {
    ...shown,
    state: stateOf(standing),
    corrects: row.corrects === null ? null : { id: row.corrects, reason: row.reason ?? '' },
    correctedBy: correctedBy && { id: correctedBy.id, ...actOf(ctx, correctedBy) },
    withdrawn: withdrawn && actOf(ctx, withdrawn),
  }
}

export function summaryOf(ctx: Context, standing: Standing, open: boolean): PublishedSummary {
  const {
    definition,
    figure,
    rows,
    corrects: _,
    correctedBy: __,
    withdrawn: ___,
    ...head
  } = certificateOf(ctx, standing, open)
  return {
    ...head,
    definition: { id: definition.id, version: definition.version },
    target: figure.target,
    estimate: figure.estimate,
    verdict: figure.verdict,
    flips: figure.withExclusions.flips,
    ordered: figure.ordered,
    sha256: rows.sha256,
  }
}

const stateOf = ({ correctedBy, withdrawn }: Standing) =>
  withdrawn ? 'withdrawn' : correctedBy ? 'corrected' : 'in-force'

const actOf = (ctx: Context, act: { at: Date; name: string; unit: string | null; reason: string }) => ({
  at: instantOf(ctx, act.at),
  by: { name: act.name, unit: act.unit },
  reason: act.reason,
})
