import { loadDemo } from '../demo/load.ts'
import { removeDemo } from '../demo/remove.ts'
import { DemoFailure } from '../demo/tenant.ts'
import { ConfigError, readConfig } from '../platform/config.ts'
import { openPlatform } from '../platform/open-platform.ts'

async function main([action = '']: string[]): Promise<void> {
  const platform = openPlatform(readConfig(), { logLevel: 'error' })
  const started = Date.now()
  const tell = (step: string) => process.stdout.write(`${((Date.now() - started) / 1000).toFixed(1)} s ${step}\n`)
  try {
    if (action === 'load') await loadDemo(platform, { scale: Number(process.env.SCALE ?? 1), tell })
    if (action === 'remove') console.log(await removeDemo(platform))
    tell('完成')
  } finally {
    await platform.database.close()
  }
}

try {
  await main(process.argv.slice(2))
} catch (cause) {
  if (!(cause instanceof ConfigError || cause instanceof DemoFailure)) throw cause
  process.stderr.write(`${cause.message}\n`)
  process.exitCode = 1
}
