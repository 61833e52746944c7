import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/ratings/exclusions/contract.ts'
import { ExclusionReason, ExclusionState, type UnitProposal } from '@minyi/shared/ratings/exclusions/contract.ts'
import { z } from 'zod'
import { change } from '../../../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../../platform/cursor.ts'
import { Problem } from '../../../../platform/problem.ts'
import { propose } from '../service.ts'
import * as queries from './queries.ts'

const Cursor = z.tuple([z.iso.datetime(), Id])

/** The rated unit proposes about a poor grade that it was told of; the supervising office decides, and never the unit. */
export function proposeByUnit(ctx: Context, input: InputOf<typeof contract.proposeByUnit>): Promise<UnitProposal> {
  return change(ctx, input.id, async (ctx) => {
    const ratingId = await queries.findToldRatingId(ctx, input.followUpId)
    if (!ratingId) throw new Problem('not-found')
    const { id, reason, note } = input
    const made = await propose(ctx, [{ id, ratingId, reason, note, origin: 'unit' }])
    if (made.length === 0) throw new Problem('step-not-allowed')
    const [row] = await queries.listProposals(ctx, { id, limit: 1 }, undefined)
    if (!row) throw new Error('a proposal that was just written is gone')
    return presentProposal(ctx, row)
  })
}

export async function listUnitProposals(
  ctx: Context,
  input: InputOf<typeof contract.listUnitProposals>,
): Promise<OutputOf<typeof contract.listUnitProposals>> {
  const found = await queries.listProposals(ctx, input, readCursor(Cursor, input.after))
  return pageFrom(
    found,
    input.limit,
    ({ exclusion }) => [exclusion.proposedAt.toISOString(), exclusion.id],
    (row) => presentProposal(ctx, row),
  )
}

function presentProposal(ctx: Context, row: queries.UnitProposalRow): UnitProposal {
  const { exclusion } = row
  return {
    id: exclusion.id,
    followUpId: row.followUpId,
    title: row.title,
    reason: ExclusionReason.parse(exclusion.reason),
    note: exclusion.note,
    state: stateForUnit(ExclusionState.parse(exclusion.state)),
    proposedBy: row.proposedBy,
    proposedAt: instantOf(ctx, exclusion.proposedAt),
    mine: exclusion.proposedBy === staffOf(ctx).id,
  }
}

/** Whether the resident appealed is none of the unit's business until the rating counts again. */
function stateForUnit(state: ExclusionState): UnitProposal['state'] {
  return state === 'appealed' || state === 'upheld' ? 'approved' : state
}
