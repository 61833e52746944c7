import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Context, type Platform, systemContext } from '../../../../platform/context.ts'
import { newId } from '../../../../platform/ids.ts'
import { listTenants } from '../../../../platform/tenants.ts'
import { takeInFile } from '../../../files/sealed/service.ts'
import * as queries from '../queries.ts'
import { beginRun } from '../service.ts'

/** A file that grew within this time is still being written. */
const restMs = 20_000

/**
 * Takes what lies in the folders of watched sources (定期汇聚): `imports/<place>/<source>` below the data folder. A file is moved to
 * `taken` beside it once it waits as a run; taken twice, it would change nothing.
 */
export async function watchFolders(platform: Platform): Promise<number> {
  let taken = 0
  for (const tenant of await listTenants(platform)) {
    const ctx = systemContext(platform, tenant, 'imports.watch')
    for (const source of await queries.listWatched(ctx)) taken += await takeFolder(ctx, source)
  }
  return taken
}

/** Takes one file of this machine in for a source and answers with the run that waits for it. */
export async function takeIn(ctx: Context, source: queries.SourceRow, path: string, fileName: string): Promise<string> {
  const file = await takeInFile(ctx, path)
  const id = newId()
  await ctx.db.transaction((db) =>
    beginRun({ ...ctx, db }, { id, source, mode: 'import', origin: 'folder', file, fileName }),
  )
  return id
}

export const folderOf = (ctx: Context, slug: string) => join(ctx.config.dataDir, 'imports', ctx.tenant.slug, slug)

async function takeFolder(ctx: Context, source: queries.SourceRow): Promise<number> {
  const folder = folderOf(ctx, source.slug)
  await mkdir(join(folder, 'taken'), { recursive: true })
  let taken = 0
  for (const name of (await readdir(folder)).sort()) {
    if (!/\.(csv|xlsx)$/i.test(name)) continue
    const path = join(folder, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs < restMs) continue
    const claimed = join(folder, 'taken', `${newId()}-${name}`)
    // Of several processes one moves it; the others find nothing there.
    const moved = await rename(path, claimed).then(
      () => true,
      () => false,
    )
    if (!moved) continue
    await takeIn(ctx, source, claimed, name)
    taken += 1
  }
  return taken
}
