import type { ClockDefinition } from '@minyi/shared/clocks/contract.ts'
import { Duty } from '@minyi/shared/duties/contract.ts'
import { dutyStateOf } from '@minyi/shared/duties/rules.ts'
import { daysBetween } from '@minyi/shared/platform/time.ts'
import { type Context, instantOf, today } from '../../platform/context.ts'
import type { DutyLine } from './queries.ts'

export function toDuty(ctx: Context, { duty, doneBy, enteredBy }: DutyLine, definition: ClockDefinition): Duty {
  return Duty.parse({
    ...duty,
    daysLeft: daysBetween(today(ctx), duty.dueDay),
    state: dutyStateOf(duty, today(ctx)),
    source: definition.source,
    enteredBy,
    doneBy,
    recordedAt: duty.recordedAt ? instantOf(ctx, duty.recordedAt) : null,
  })
}
