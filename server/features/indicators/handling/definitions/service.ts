import type { DefinitionInFull } from '@minyi/shared/indicators/definitions/contract.ts'
import {
  type HandlingIndicator,
  handlingIndicators,
  promiseOf,
} from '@minyi/shared/indicators/handling/certified/catalogue.ts'
import type * as contract from '@minyi/shared/indicators/handling/certified/contract.ts'
import {
  type HandlingCard,
  type HandlingGroup,
  handlingIdOf,
} from '@minyi/shared/indicators/handling/certified/contract.ts'
import type { HandlingRate } from '@minyi/shared/indicators/handling/contract.ts'
import type { TierDefinitions } from '@minyi/shared/indicators/handling/tiers/rules.ts'
import type { ThreeRate } from '@minyi/shared/indicators/three-rates/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { audit } from '../../../../platform/audit.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, dayOf, staffOf } from '../../../../platform/context.ts'
import { Problem } from '../../../../platform/problem.ts'
import * as queries from './queries.ts'

/** A rate of handling with the newest version of its definition. */
export type HandlingDefined = queries.HandlingRow & { group: HandlingGroup }

/** The rates of handling of the tenant, in the order of the catalogue; those that it lacks are made as the catalogue has them. */
export async function listDefinedHandling(ctx: Context): Promise<HandlingDefined[]> {
  const known = newestOf(await queries.listHandling(ctx))
  const missing = handlingIndicators.filter(({ definition }) => !known.has(definition.id))
  if (missing.length === 0) return inOrder(known)
  await queries.insertHandling(ctx, missing.map(firstVersion), null)
  return inOrder(newestOf(await queries.listHandling(ctx)))
}

export async function getDefinedHandling(ctx: Context, indicatorId: string): Promise<HandlingDefined> {
  const found = (await listDefinedHandling(ctx)).find(({ definition }) => definition.id === indicatorId)
  if (!found) throw new Problem('not-found')
  return found
}

/** Every version of one rate, the newest first. */
export async function listHandlingHistory(ctx: Context, indicatorId: string): Promise<queries.HandlingRow[]> {
  await getDefinedHandling(ctx, indicatorId)
  return queries.listHandling(ctx, indicatorId)
}

type InForce = {
  items: Record<HandlingRate | 'accepted' | 'ended', DefinitionInFull>
  complaints: Record<HandlingRate | 'accepted' | 'ended', DefinitionInFull>
  calls: Record<ThreeRate, DefinitionInFull>
  tiers: TierDefinitions
  paused: DefinitionInFull
}

/** The definitions in force of the rates that live pages and bulletins show. */
export async function definitionsInForce(ctx: Context): Promise<InForce> {
  const all = new Map((await listDefinedHandling(ctx)).map(({ definition }) => [definition.id, definition]))
  const of = (group: HandlingGroup, rate: string) => {
    const found = all.get(handlingIdOf(group, rate))
    if (!found) throw new Error(`no definition of ${rate}`)
    return found
  }
  const three = (group: HandlingGroup) => ({
    responded: of(group, 'responded'),
    solved: of(group, 'solved'),
    satisfied: of(group, 'satisfied'),
  })
  const six = (group: HandlingGroup) => ({
    ...three(group),
    'on-time': of(group, 'on-time'),
    accepted: of(group, 'accepted'),
    ended: of(group, 'ended'),
  })
  return {
    items: six('items'),
    complaints: six('complaints'),
    calls: three('calls'),
    tiers: {
      grid: of('tiers', 'grid'),
      village: of('tiers', 'village'),
      township: of('tiers', 'township'),
      district: of('tiers', 'district'),
      city: of('tiers', 'district'),
    },
    paused: of('items', 'paused'),
  }
}

/** Anybody reads which rates of handling there are, and how each is computed. */
export async function listHandlingIndicators(ctx: Context): Promise<OutputOf<typeof contract.listHandlingIndicators>> {
  return { indicators: (await listDefinedHandling(ctx)).map((defined) => cardOf(ctx, defined)) }
}

/** A new version of a definition: it counts from now on, and every figure keeps the version it was made with. */
export function defineHandling(
  ctx: Context,
  input: InputOf<typeof contract.defineHandling>,
): Promise<OutputOf<typeof contract.defineHandling>> {
  return change(ctx, input.id, async (ctx) => {
    const now = await getDefinedHandling(ctx, input.indicatorId)
    if (now.definition.version !== input.expectedVersion) throw new Problem('version-conflict')
    const definition = nextVersion(now.definition, input)
    const reason = input.reason === '' ? null : input.reason
    if (!(await queries.insertHandling(ctx, [{ definition, card: now.card, reason }], staffOf(ctx).id))) {
      throw new Problem('version-conflict')
    }
    await audit(ctx, { action: 'define', subjectKind: 'indicator', subjectId: input.id, detail: definition })
    return cardOf(ctx, await getDefinedHandling(ctx, input.indicatorId))
  })
}

export function cardOf(ctx: Context, { definition, card, setAt, group }: HandlingDefined): HandlingCard {
  const { who, clause } = card
  return { indicatorId: definition.id, group, definition, since: dayOf(ctx, setAt), who, clause }
}

function nextVersion(now: DefinitionInFull, input: InputOf<typeof contract.defineHandling>): DefinitionInFull {
  const { minN, target, level, method = now.method, silence = now.silence } = input
  const isAsked = now.handling?.states.some(({ part }) => part === 'silent')
  if (silence && !isAsked) {
    throw new Problem('input-invalid', {
      fields: [{ path: 'silence', message: '这个指标里没有“没有表态”的件，不能另计' }],
    })
  }
  return {
    ...now,
    version: now.version + 1,
    minN,
    target,
    targetBasis: 'tenant',
    level,
    method,
    silence: silence ?? null,
  }
}

const firstVersion = (indicator: HandlingIndicator) => ({
  definition: indicator.definition,
  card: promiseOf(indicator),
  reason: null,
})

/** Rows come with the newest version first. */
function newestOf(rows: readonly queries.HandlingRow[]): Map<string, queries.HandlingRow> {
  const newest = new Map<string, queries.HandlingRow>()
  for (const row of rows) if (!newest.has(row.definition.id)) newest.set(row.definition.id, row)
  return newest
}

const inOrder = (known: ReadonlyMap<string, queries.HandlingRow>): HandlingDefined[] =>
  handlingIndicators.flatMap(({ group, definition }) => {
    const row = known.get(definition.id)
    return row ? [{ ...row, group }] : []
  })
