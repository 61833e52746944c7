import { z } from 'zod'
import { Id } from '../../../platform/identity.ts'
import { operation } from '../../../platform/operation.ts'
import { Day } from '../../../platform/time.ts'
import { ExclusionReason } from '../appeals/contract.ts'

/** A count that is shown, or null where it would be too small or would give a small one away. */
const Shown = z.number().int().nullable()
const byReason = z.array(z.object({ reason: ExclusionReason, count: Shown }))

export const listExclusionCounts = operation({
  name: 'ratings.exclusionCounts',
  summary: '剔除数量的公开台账：按单位和理由，近 12 个整月，小于 5 的不显示',
  method: 'GET',
  path: '/public/exclusions',
  access: 'anyone',
  input: z.object({}),
  output: z.object({
    /** Exclusions decided in these months, as they stood at the end of the last one; the next month brings new numbers. */
    from: Day,
    to: Day,
    total: Shown,
    byReason,
    /** Units in the order of the register; those without any exclusion are left out. */
    rows: z.array(z.object({ unit: z.object({ id: Id, name: z.string() }), total: Shown, byReason })),
    /** Appeals made in these months, and how many of them put the rating back. */
    appeals: z.object({ made: Shown, restored: Shown }),
  }),
  problems: [],
})
