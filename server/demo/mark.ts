import { z } from 'zod'
import type { Database } from '../platform/db.ts'
import { demoTenant } from './tenant.ts'

const name = 'demo.loaded'
const Mark = z.object({ at: z.iso.datetime(), scale: z.number() })
export type DemoMark = z.infer<typeof Mark>

/** What a complete load left behind; without it whatever is there is the rest of a load that was cut off. */
export async function findMark({ sql }: Database): Promise<DemoMark | undefined> {
  const [row] = await sql<{ value: unknown }[]>`
    select value from parameters where tenant_id = ${demoTenant.id} and name = ${name}`
  return row && Mark.parse(row.value)
}

/** Says that the load is complete. The commit is waited for on the disk, and with it all that was written before. */
export async function setMark({ sql }: Database, mark: DemoMark, source: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local synchronous_commit = on`
    await tx`
      insert into parameters (tenant_id, name, version, value, source)
      values (${demoTenant.id}, ${name}, 1, ${JSON.stringify(mark)}::text::jsonb, ${source})`
  })
}
