import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Files that the product makes for one person and throws away again, below the data folder. A file appears under its name when it is
 * whole; only the account that runs the server can read it.
 */
export function openMadeFiles(dataDir: string) {
  const pathOf = (tenantId: string, id: string) => join(dataDir, 'made', tenantId, id)
  return {
    async write(tenantId: string, id: string, body: Readable | Buffer): Promise<number> {
      const path = pathOf(tenantId, id)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await pipeline(Readable.from(body), createWriteStream(`${path}.new`, { mode: 0o600 }))
      await rename(`${path}.new`, path)
      return (await stat(path)).size
    },
    read: (tenantId: string, id: string): ReadStream => createReadStream(pathOf(tenantId, id)),
    async exists(tenantId: string, id: string): Promise<boolean> {
      return (await stat(pathOf(tenantId, id)).catch(() => null)) !== null
    },
    /** Everything that was made for a tenant. */
    removeAll: (tenantId: string) => rm(join(dataDir, 'made', tenantId), { recursive: true, force: true }),
    async remove(tenantId: string, id: string): Promise<void> {
      await rm(pathOf(tenantId, id), { force: true })
      await rm(`${pathOf(tenantId, id)}.new`, { force: true })
    },
  }
}
