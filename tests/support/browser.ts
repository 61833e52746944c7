import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The machine's own Chromium, which talks to nobody but the pages it is given; `base` is the size of type in px that its
 * user has set.
 */
export function launchBrowser({ base = 16 } = {}): Promise<Browser> {
  const executablePath = places.find(existsSync)
  if (!executablePath)
    throw new Error('Chromium is missing: `npm test` installs it, or run `apt-get install chromium`.')
  return chromium.launch({ executablePath, args: [...flags, `--blink-settings=defaultFontSize=${base}`] })
}
