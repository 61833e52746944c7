import { ClaimDelivery, type Matter, MatterKind, PartyKind } from '@minyi/shared/matters/contract.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import type { FigureChange } from '../../platform/outbox.ts'
import type { MatterRow } from './queries.ts'

/** A matter as staff see it: whether its claim was used is left out, and so is its party. */
export function presentMatter(ctx: Context, { matter, unit, officer, claim }: MatterRow): Matter {
  return {
    id: matter.id,
    kind: MatterKind.parse(matter.kind),
    unit,
    officer,
    title: matter.title,
    caseNumber: matter.caseNumber,
    closedDay: matter.closedDay,
    partyKind: PartyKind.parse(matter.partyKind),
    claim: claim && {
      mintedAt: instantOf(ctx, claim.mintedAt),
      expiresAt: instantOf(ctx, claim.expiresAt),
      delivery: ClaimDelivery.parse(claim.delivery),
      shownAtCounter: claim.shownAtCounter,
    },
  }
}

/** Where a matter stands in the figures. */
export type FigurePlace = {
  kind: string
  closedDay: string
  unitId: string
  areaId: string
  officerId?: string | null | undefined
}

/** A change of the counts that belong to a matter before anybody rates it. */
export function figureOf(place: FigurePlace, counts: Record<string, number>): FigureChange {
  return {
    kind: place.kind,
    day: place.closedDay,
    unitId: place.unitId,
    areaId: place.areaId,
    officerId: place.officerId ?? null,
    channel: 'none',
    counts,
  }
}
