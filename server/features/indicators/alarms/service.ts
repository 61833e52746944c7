import type * as contract from '@minyi/shared/indicators/alarms/contract.ts'
import type { Alarm } from '@minyi/shared/indicators/alarms/contract.ts'
import { watch } from '@minyi/shared/indicators/alarms/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { readParameter } from '../../../platform/parameters.ts'
import { Problem } from '../../../platform/problem.ts'
import { listDefined } from '../definitions/service.ts'
import { type Around, alarmOf, ruleOf } from './present.ts'
import * as queries from './queries.ts'

/** Alarms that stand (or all there were), with how often the watch cries wolf. */
export async function listAlarms(
  ctx: Context,
  input: InputOf<typeof contract.listAlarms>,
): Promise<OutputOf<typeof contract.listAlarms>> {
  const after = readCursor(z.tuple([z.iso.datetime(), z.uuid()]), input.after)
  const { indicatorId, limit } = input
  const found = await queries.listAlarms(ctx, { indicatorId, standing: input.status === 'standing', after, limit })
  const around = await listAround(ctx, found)
  const keysOf = (row: queries.AlarmRow) => [row.raisedAt.toISOString(), row.id]
  const page = pageFrom(found, limit, keysOf, (row) => alarmOf(ctx, row, around))
  return { ...page, rule: ruleOf(await queries.findLastWatch(ctx), await falseAlarmDaysOf(ctx)) }
}

/** Somebody looked at an alarm and says what will be done; what was said is never changed. */
export function acknowledgeAlarm(ctx: Context, input: InputOf<typeof contract.acknowledgeAlarm>): Promise<Alarm> {
  return change(ctx, input.id, async (ctx) => {
    const row = await queries.findAlarm(ctx, input.alarmId)
    if (!row) throw new Problem('not-found')
    const { id, alarmId, note } = input
    await queries.insertNote(ctx, { id, alarmId, staffId: staffOf(ctx).id, note })
    await audit(ctx, { action: 'acknowledge', subjectKind: 'alarm', subjectId: alarmId, detail: { note } })
    return alarmOf(ctx, row, await listAround(ctx, [row]))
  })
}

/** The tenant's parameter `alarm-false-days`: after how many days one series may cry wolf on average. */
export const falseAlarmDaysOf = (ctx: Context): Promise<number> =>
  readParameter(ctx, 'alarm-false-days', z.number().int().min(50).max(20_000), watch.falseAlarmDays)

async function listAround(ctx: Context, rows: readonly queries.AlarmRow[]): Promise<Around> {
  const keys = rows.flatMap(({ key, evidence }) => [key, ...evidence.parts.map((part) => part.key)])
  return {
    indicators: new Map((await listDefined(ctx)).map((row) => [row.indicatorId, row.definition.name])),
    places: await queries.listNames(
      ctx,
      keys.filter((key) => z.uuid().safeParse(key).success),
    ),
    notes: await queries.listNotes(
      ctx,
      rows.map(({ id }) => id),
    ),
  }
}
