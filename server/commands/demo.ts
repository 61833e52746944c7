import { loadDemo } from '../demo/load.ts'
import { DemoFailure } from '../demo/tenant.ts'
import { ConfigError, readConfig } from '../platform/config.ts'
import { openPlatform } from '../platform/open-platform.ts'

async function main([action = '']: string[]): Promise<void> {
  const platform = openPlatform(readConfig(), { logLevel: 'error' })
  try {
    if (action === 'load') await loadDemo(platform, { scale: 1 })
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
