import type { Scope } from '@minyi/shared/indicators/contract.ts'
import type { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import type { Audience, Certificate, CertifiedFigure, RowsSeal } from '@minyi/shared/indicators/published/contract.ts'
import { reachesAll } from '../../../../platform/access.ts'
import { type Context, instantOf } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import * as queries from './queries.ts'

/** What somebody wants to publish. */
export type Choice = {
  indicatorId: string
  audience: Audience
  areaId?: string | undefined
  unitId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  asOf?: string | undefined
  /** The figure that this one is to correct. */
  corrects?: string | undefined
}

/** A figure with the seal of the rows that it follows from. */
export type Certified = { rows: RowsSeal; figure: CertifiedFigure }

/** A figure computed from its rows; `open` computes it from those that everybody may have, and is null for the office's own. */
export type Computed = Certified & { open: (() => Promise<Certified>) | null }

/** A figure that is ready to be computed and frozen: by which definition, of what, as of when. */
export type Prepared = Pick<
  Certificate,
  'indicatorId' | 'definitionSince' | 'clause' | 'scope' | 'period' | 'basis'
> & {
  definition: DefinitionInFull
  audience: Audience
  areaId: string | null
  unitId: string | null
  asOf: Date
  /** Reads the rows; with the id of a figure it keeps their files as well. Must run in a transaction. */
  compute: (ctx: Context, keepAs: string | null) => Promise<Computed>
}

export const refused = (detail: string) => new Problem('figure-not-publishable', { detail })

export const fileOf = (figureId: string | null, open: boolean) => (figureId === null ? null : { figureId, open })

/** What tells the rows of one figure from those of another: it goes into the key of every row. */
export const saltOf = (
  ctx: Context,
  { definition, scope, period, asOf }: Pick<Prepared, 'definition' | 'scope' | 'period' | 'asOf'>,
): string =>
  [
    definition.id,
    definition.version,
    scope.dimension,
    scope.id ?? '',
    period.from,
    period.to,
    instantOf(ctx, asOf),
  ].join('/')

/** The place that a choice means, if the caller may publish about it. */
export async function scopeFor(ctx: Context, { areaId, unitId }: Choice): Promise<Scope> {
  if (areaId !== undefined && unitId !== undefined) {
    throw new Problem('input-invalid', { fields: [{ path: 'unitId', message: '区域和单位只能选一个' }] })
  }
  if (areaId === undefined && unitId === undefined) {
    if (!reachesAll(ctx.actor, 'figures.publish')) throw new Problem('not-found')
    return { dimension: 'all', id: null, name: ctx.tenant.name }
  }
  const area = areaId === undefined ? undefined : await queries.findArea(ctx, areaId)
  if (area) return { dimension: 'area', ...area }
  const unit = unitId === undefined ? undefined : await queries.findUnit(ctx, unitId)
  if (unit) return { dimension: 'unit', ...unit }
  throw new Problem('not-found')
}
