import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { filesOf } from '../../features/indicators/published/files/service.ts'
import { getCertificate } from '../../features/indicators/published/service.ts'
import { ConfigError, readConfig } from '../../platform/config.ts'
import { type Platform, systemContext } from '../../platform/context.ts'
import { openPlatform } from '../../platform/open-platform.ts'
import { Problem } from '../../platform/problem.ts'
import { listTenants } from '../../platform/tenants.ts'
import { FigureRefused } from './refused.ts'

/** Writes the files of a published figure into a folder: those of the office, or with `open` those that everybody may have. */
export async function exportFigure(id: string, folder: string, open: boolean): Promise<number> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new FigureRefused('编号不对，应是证明上的编号')
  const platform = openPlatform(configured(), { logLevel: 'error' })
  try {
    const { ctx, certificate } = await find(platform, id, open)
    await mkdir(folder, { recursive: true })
    for (const file of Object.values(filesOf(ctx, certificate, open))) {
      await pipeline(file.open(), createWriteStream(join(folder, file.name)))
    }
    process.stdout.write(`已写入 ${folder}：${certificate.name}，${certificate.rows.rows} 行。\n`)
    return 0
  } finally {
    await platform.database.close()
  }
}

/** The figure of whichever tenant published it: ids are random, so there is one at most. */
async function find(platform: Platform, id: string, open: boolean) {
  for (const tenant of await listTenants(platform)) {
    const ctx = systemContext(platform, tenant, 'figure.export')
    const certificate = await getCertificate(ctx, id, open ? 'everybody' : 'office').catch(whenMissing)
    if (certificate) return { ctx, certificate }
  }
  throw new FigureRefused(open ? '没有这个编号，或者它没有向社会发布' : '没有这个编号')
}

function whenMissing(cause: unknown): undefined {
  if (cause instanceof Problem && cause.code === 'not-found') return undefined
  throw cause
}

function configured() {
  try {
    return readConfig()
  } catch (cause) {
    throw cause instanceof ConfigError ? new FigureRefused(cause.message) : cause
  }
}
