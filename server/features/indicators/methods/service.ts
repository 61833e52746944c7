import type * as definitionsContract from '@minyi/shared/indicators/definitions/contract.ts'
import type { DefinitionInFull, DefinitionVersion } from '@minyi/shared/indicators/definitions/contract.ts'
import { changesBetween } from '@minyi/shared/indicators/definitions/rules.ts'
import { isHandlingId } from '@minyi/shared/indicators/handling/certified/contract.ts'
import type { listMethods as contract, Method } from '@minyi/shared/indicators/methods/contract.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { surveyed } from '../answers/service.ts'
import { cardOf, listDefined, listRatedVersions } from '../definitions/service.ts'
import { listDefinedHandling, listHandlingHistory } from '../handling/definitions/service.ts'
import { Frozen, summaryOf } from '../published/present.ts'
import { listNewest } from '../published/queries.ts'
import * as queries from './queries.ts'

/** Anybody reads which indicators there are, by which promise, and the newest published figure of each. */
export async function listMethods(ctx: Context): Promise<OutputOf<typeof contract>> {
  const all = [...(await ratedMethods(ctx)), ...(await handlingMethods(ctx)), ...(await surveyMethods(ctx))]
  const newest = new Map((await listNewest(ctx, 'everybody')).map((one) => [one.row.indicatorId, one]))
  return {
    methods: all.map((method) => {
      const found = newest.get(method.indicatorId)
      return { ...method, latest: found ? summaryOf(ctx, found, true) : null }
    }),
  }
}

/** How an indicator was defined over time: who, when, what differs. Names of staff are for staff. */
export async function listDefinitionVersions(
  ctx: Context,
  { indicatorId }: InputOf<typeof definitionsContract.listDefinitionVersions>,
): Promise<OutputOf<typeof definitionsContract.listDefinitionVersions>> {
  if (isHandlingId(indicatorId)) return { versions: versionsOf(ctx, await listHandlingHistory(ctx, indicatorId)) }
  if (surveyed.some(({ id }) => id === indicatorId)) return { versions: await surveyVersions(ctx, indicatorId) }
  return { versions: versionsOf(ctx, await listRatedVersions(ctx, indicatorId)) }
}

type Bare = Omit<Method, 'latest'>

async function ratedMethods(ctx: Context): Promise<Bare[]> {
  const open = (await listDefined(ctx)).filter((defined) => defined.public)
  return open.map((defined) => {
    const { id, name, definition, who, clause } = cardOf(ctx, defined)
    return { indicatorId: id, name, group: 'ratings', version: definition.version, who, clause }
  })
}

const handlingMethods = async (ctx: Context): Promise<Bare[]> =>
  (await listDefinedHandling(ctx)).map(({ definition, card, group }) => ({
    indicatorId: definition.id,
    name: definition.name,
    group,
    version: definition.version,
    who: card.who,
    clause: card.clause,
  }))

/** A survey has a method once a figure of it was published: its certificate says how it was made. */
async function surveyMethods(ctx: Context): Promise<Bare[]> {
  const told = await queries.listSurveyed(ctx, { indicatorId: null, all: false })
  const newest = new Map<string, Frozen>()
  for (const { certificate } of told) {
    const frozen = Frozen.parse(certificate)
    if (!newest.has(frozen.indicatorId)) newest.set(frozen.indicatorId, frozen)
  }
  return [...newest.values()].map(({ indicatorId, name, definition, clause }) => ({
    indicatorId,
    name,
    group: 'survey',
    version: definition.version,
    who: surveyed.find(({ id }) => id === indicatorId)?.scope.who ?? '',
    clause,
  }))
}

/** The definitions that certificates of a survey hold, one a version, as the last round of each has it. */
async function surveyVersions(ctx: Context, indicatorId: string): Promise<DefinitionVersion[]> {
  const isStaff = ctx.actor.kind === 'staff'
  const told = await queries.listSurveyed(ctx, { indicatorId, all: isStaff })
  const rows = new Map<number, Made>()
  for (const { certificate, publishedAt, by } of told) {
    const { definition } = Frozen.parse(certificate)
    const setBy = by.name === null ? null : { id: by.id, name: by.name }
    const known = rows.get(definition.version)
    rows.set(definition.version, {
      definition: known?.definition ?? definition,
      setAt: publishedAt,
      setBy,
      reason: null,
    })
  }
  if (rows.size === 0) throw new Problem('not-found')
  return versionsOf(
    ctx,
    [...rows.values()].sort((a, b) => b.definition.version - a.definition.version),
  )
}

type Made = {
  definition: DefinitionInFull
  setAt: Date
  setBy: { id: string; name: string } | null
  reason: string | null
}

/** Rows of one indicator, the newest version first. */
function versionsOf(ctx: Context, rows: readonly Made[]): DefinitionVersion[] {
  const isStaff = ctx.actor.kind === 'staff'
  return rows.map(({ definition, setAt, setBy, reason }, i) => {
    const before = rows[i + 1]
    return {
      definition,
      setAt: instantOf(ctx, setAt),
      setBy: isStaff ? setBy : null,
      reason,
      changes: before ? changesBetween(before.definition, definition) : [],
      inForce: i === 0,
    }
  })
}
