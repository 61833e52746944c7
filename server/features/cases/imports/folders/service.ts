import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context, Platform } from '../../../../platform/context.ts'
import { newId } from '../../../../platform/ids.ts'
import { inEachTenant } from '../../../../platform/tenants.ts'
import { takeInFile } from '../../../files/sealed/service.ts'
import * as queries from '../queries.ts'
import { beginRun } from '../service.ts'

/** A file that grew within this time is still being written. */
const restMs = 20_000
/** Whoever took a file and did not come to its end within this time has died over it. */
const takingMs = 30 * 60_000

/**
 * Takes what lies in the folders of watched sources (定期汇聚): `imports/<place>/<source>` below the data folder. A file is moved aside
 * by whoever takes it, sealed piece by piece, and removed once it waits as a run: nobody's name stays in clear, and the sealed
 * pieces go when the run is over. Taken twice, it would change nothing.
 */
export async function watchFolders(platform: Platform): Promise<number> {
  let taken = 0
  await inEachTenant(platform, 'imports.watch', async (ctx) => {
    for (const source of await queries.listWatched(ctx)) taken += await takeFolder(ctx, source)
  })
  return taken
}

/** Takes one file of this machine in for a source and answers with the run that waits for it; the file itself stays. */
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
  const aside = join(folder, 'taking')
  await mkdir(aside, { recursive: true })
  await putBack(folder, aside)
  let taken = 0
  for (const name of (await readdir(folder)).sort()) {
    if (!/\.(csv|xlsx)$/i.test(name)) continue
    const path = join(folder, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs < restMs) continue
    const claimed = join(aside, `${newId()}-${name}`)
    if (!(await isMoved(path, claimed))) continue
    await takeIn(ctx, source, claimed, name)
    await rm(claimed)
    taken += 1
  }
  return taken
}

/** Files whose taker died lie in the folder again, to be taken anew. */
async function putBack(folder: string, aside: string): Promise<void> {
  for (const name of await readdir(aside)) {
    const path = join(aside, name)
    const { ctimeMs } = await stat(path)
    if (Date.now() - ctimeMs > takingMs) await isMoved(path, join(folder, name.replace(claimMark, '')))
  }
}

const claimMark = /^[0-9a-f-]{36}-/

/** Of several processes one moves a file; the others find nothing there. */
const isMoved = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    () => false,
  )
