import { countNext } from '../features/bulletins/counting/service.ts'
import { draftBulletin, getBulletin } from '../features/bulletins/service.ts'
import { decideBulletin, publishBulletin, submitBulletin } from '../features/bulletins/steps/service.ts'
import { idFromName } from '../platform/ids.ts'
import { toldPeriods } from './published.ts'
import { acting, type World } from './world.ts'

/** The bulletin of last month, written by one and reviewed and published by another, and the draft of the last whole quarter. */
export async function writeBulletins(world: World): Promise<void> {
  const { month, quarter } = toldPeriods(world)
  await publish(world, await draft(world, 'month', month))
  await draft(world, 'quarter', quarter)
}

const actingNow = (world: World, login: string) => acting(world, world.now, world.people.staff(login))

async function draft(world: World, name: string, days: { from: string; to: string }): Promise<string> {
  const id = idFromName(`${world.ctx.tenant.id}/bulletin/${name}`)
  const writer = actingNow(world, 'jiandu')
  await draftBulletin(writer, { id, kind: 'period', ...days })
  while (await countNext({ ...writer, actor: { kind: 'system', id: null } }));
  return id
}

async function publish(world: World, bulletinId: string): Promise<void> {
  const [writer, reviewer] = [actingNow(world, 'jiandu'), actingNow(world, 'lingdao')]
  const step = async (name: string) => {
    const { version } = await getBulletin(writer, bulletinId)
    return { id: idFromName(`${bulletinId}/${name}`), bulletinId, version }
  }
  await submitBulletin(writer, await step('submit'))
  await decideBulletin(reviewer, { ...(await step('approve')), decision: 'approve', words: '' })
  await publishBulletin(reviewer, await step('publish'))
}
