import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Bytes below the data folder: whole contents under their hash, and the pieces of uploads that are not complete. Every file
 * appears under its name at once and whole, so that several processes can share the folder and a kill leaves no half of one.
 */
export type FileStore = ReturnType<typeof openFileStore>

export function openFileStore(dataDir: string) {
  const root = join(dataDir, 'files')
  const contentPath = (sha256: string) => join(root, sha256.slice(0, 2), sha256)
  const partsPath = (upload: string) => join(root, 'parts', upload)
  return {
    writePart: (upload: string, index: number, bytes: Buffer) => writeWhole(join(partsPath(upload), `${index}`), bytes),
    readPart: (upload: string, index: number) => readFile(join(partsPath(upload), `${index}`)),
    dropParts: (upload: string) => rm(partsPath(upload), { recursive: true, force: true }),
    async store(bytes: Buffer): Promise<string> {
      const sha256 = sha256Of(bytes)
      const path = contentPath(sha256)
      const known = await stat(path).catch(() => null)
      if (known?.size !== bytes.length) await writeWhole(path, bytes)
      return sha256
    },
    read: (sha256: string): ReadStream => createReadStream(contentPath(sha256)),
    remove: (sha256: string) => rm(contentPath(sha256), { force: true }),
  }
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const written = `${path}.${randomBytes(6).toString('hex')}.new`
  const file = await open(written, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(written, path)
}
