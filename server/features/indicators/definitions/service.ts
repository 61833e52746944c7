import { ratedIndicators } from '@minyi/shared/indicators/catalogue/catalogue.ts'
import type * as contract from '@minyi/shared/indicators/contract.ts'
import type { IndicatorCard } from '@minyi/shared/indicators/contract.ts'
import { inFull } from '@minyi/shared/indicators/definitions/rules.ts'
import { grades, targetOf } from '@minyi/shared/indicators/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, dayOf, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import * as queries from './queries.ts'

/** The plan whose promises a tenant starts with (太仓市, plan 002). */
const firstPlan = '002'

/** An indicator of the tenant with the newest version of its definition. */
export type Defined = queries.DefinitionRow

/** The indicators of the tenant; one that has none yet gets those of the catalogue, as rows of its own. */
export async function listDefined(ctx: Context): Promise<Defined[]> {
  const known = await queries.listNewest(ctx)
  if (known.length > 0) return known
  await queries.insertOnce(ctx, fromCatalogue(), null)
  return queries.listNewest(ctx)
}

export async function getDefined(ctx: Context, indicatorId: string): Promise<Defined> {
  const found = (await listDefined(ctx)).find((row) => row.indicatorId === indicatorId)
  if (!found) throw new Problem('not-found')
  return found
}

export const listVersions = (ctx: Context) => queries.listVersions(ctx)

/** Anybody reads what is measured and how. */
export async function listIndicators(ctx: Context): Promise<OutputOf<typeof contract.listIndicators>> {
  return { indicators: (await listDefined(ctx)).map((defined) => cardOf(ctx, defined)) }
}

/** A new version of a definition: it counts from now on, and every figure keeps the version it was made with. */
export function defineIndicator(
  ctx: Context,
  input: InputOf<typeof contract.defineIndicator>,
): Promise<OutputOf<typeof contract.defineIndicator>> {
  return change(ctx, input.id, async (ctx) => {
    const now = await getDefined(ctx, input.indicatorId)
    if (now.version !== input.expectedVersion) throw new Problem('version-conflict')
    const next = nextVersion(now, input)
    if (!(await queries.insertOnce(ctx, [next], staffOf(ctx).id))) throw new Problem('version-conflict')
    await audit(ctx, { action: 'define', subjectKind: 'indicator', subjectId: input.id, detail: next })
    return cardOf(ctx, await getDefined(ctx, input.indicatorId))
  })
}

function nextVersion(now: Defined, input: InputOf<typeof contract.defineIndicator>): Omit<Defined, 'setAt'> {
  const { windowDays, minN, level, method = now.definition.method, silence = now.definition.silence } = input
  const version = now.version + 1
  return {
    ...now,
    version,
    reason: input.reason === '' ? null : input.reason,
    definition: {
      ...now.definition,
      version,
      grades: [...new Set(input.grades)],
      channels: [...new Set(input.channels)],
      windowDays,
      minN,
      level,
      method,
      silence: silence ?? null,
      target: { comparison: 'at-least', value: input.target, unit: 'share' },
      targetBasis: 'tenant',
      denominator: now.definition.denominator.replace(/^\d+ 天/, `${windowDays} 天`),
    },
  }
}

/** Every version of an indicator over ratings, the newest first; one that is not public is for staff. */
export async function listRatedVersions(ctx: Context, indicatorId: string) {
  const defined = await getDefined(ctx, indicatorId)
  if (!defined.public && ctx.actor.kind !== 'staff') throw new Problem('not-found')
  const history = await queries.listHistory(ctx, indicatorId)
  return history.map((row) => ({ ...row, definition: inFull(row.definition) }))
}

export async function getVersion(ctx: Context, indicatorId: string, version: number): Promise<Defined> {
  const found = await queries.findVersion(ctx, indicatorId, version)
  if (!found) throw new Problem('not-found')
  return found
}

export function cardOf(ctx: Context, defined: Defined): IndicatorCard {
  const { definition, card } = defined
  return {
    id: defined.indicatorId,
    name: definition.name,
    definition: { id: definition.id, version: defined.version, since: dayOf(ctx, defined.setAt) },
    kinds: definition.kinds,
    channels: definition.channels,
    grades: grades.filter((grade) => definition.grades.includes(grade)),
    denominator: definition.denominator,
    windowDays: definition.windowDays,
    minN: definition.minN,
    level: definition.level,
    method: definition.method,
    silence: definition.silence ?? null,
    target: targetOf(definition),
    targetBasis: definition.targetBasis,
    ...card,
    public: defined.public,
  }
}

function fromCatalogue(): Omit<Defined, 'setAt'>[] {
  return ratedIndicators
    .filter((each) => each.document.id === firstPlan)
    .map(({ id, definition, scope, document, clause }) => ({
      indicatorId: id,
      version: definition.version,
      definition,
      card: { ...scope, clause: { document: document.title, number: document.number, ...clause } },
      public: true,
      reason: null,
    }))
}
