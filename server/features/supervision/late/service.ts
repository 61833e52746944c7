import { CheckpointKind } from '@minyi/shared/supervision/contract.ts'
import { checkpointLabels } from '@minyi/shared/supervision/labels.ts'
import type { Context } from '../../../platform/context.ts'
import { tell, tellAssigner, tellUnit } from '../opening/service.ts'
import * as queries from './queries.ts'

const atOnce = 100

/**
 * Writes into the story that a checkpoint has gone by, once, and tells the unit and whoever assigned it. Whether one is late follows from
 * its date alone; this only makes it heard.
 */
export async function tellLate(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const found = await queries.lockLateCheckpoints(inner, atOnce)
    for (const { checkpoint, task, order } of found) {
      const words = checkpointLabels[CheckpointKind.parse(checkpoint.kind)].title
      const key = await tell(inner, order, { action: 'late', task, words })
      await queries.markToldLate(inner, checkpoint)
      await tellUnit(inner, order, task.unitId, { kind: 'order.due', key })
      await tellAssigner(inner, order, { kind: 'order.due', key })
    }
    return found.length
  })
}
