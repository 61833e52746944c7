import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Day, Instant } from '../../platform/time.ts'

/** How long items have been open, in days: the first number of each class; the last has no end. */
export const ageClasses = [0, 3, 7, 15, 30] as const

/** Open items of a unit, or of nobody yet: how many, how near, and how old. */
export const UnitLoad = z.object({
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  open: z.number().int(),
  overdue: z.number().int(),
  dueThisWeek: z.number().int(),
  ages: z.array(z.number().int()).length(ageClasses.length),
  repliedLately: z.number().int(),
})
export type UnitLoad = z.infer<typeof UnitLoad>

/** What a person has in hand: open items whose last step was this person's, and the steps of the last seven days. */
export const PersonLoad = z.object({
  staffId: Id,
  name: z.string(),
  unitName: z.string().nullable(),
  inHand: z.number().int(),
  overdue: z.number().int(),
  stepsLately: z.number().int(),
})
export type PersonLoad = z.infer<typeof PersonLoad>

export const readWorkload = operation({
  name: 'cases.workload',
  summary: '各单位和各人手上的件数、件龄，以及本周将到期的件数',
  method: 'GET',
  path: '/office/workload',
  access: 'cases.workload',
  input: z.object({}),
  output: z.object({
    at: Instant,
    units: z.array(UnitLoad),
    people: z.array(PersonLoad),
    week: z.array(z.object({ day: Day, due: z.number().int() })),
  }),
  problems: [],
})
