import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { LaunchFailure } from './failure.ts'
import { step } from './progress.ts'

const packages = ['chromium', 'fonts-noto-cjk']
const aptGet = ['-o', 'Dpkg::Use-Pty=0', '-qq']

/** The browser journeys need Chromium and a font with Chinese characters; both come from Debian. */
export async function expectBrowser() {
  if (hasChromium() && hasChineseFont()) return
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (asRoot.length > 0 && !succeeds([...asRoot, 'true'])) throw missing()
  await step('安装 Chromium 和中文字体（只有第一次）', () => {
    const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...aptGet]
    const update = succeeds([...asRoot, ...quiet, 'update'])
    const install = succeeds([...asRoot, ...quiet, 'install', '-y', '--no-install-recommends', ...packages])
    if (!install || !hasChromium() || !hasChineseFont()) throw missing(update ? '' : '（软件源连不上）')
  })
}

function missing(detail = '') {
  return new LaunchFailure(
    `浏览器测试需要 Chromium 和中文字体${detail}，请先运行：sudo apt-get install -y ${packages.join(' ')}`,
  )
}

function hasChromium() {
  return existsSync('/usr/bin/chromium')
}

function hasChineseFont() {
  const fonts = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  if (fonts.status === 0) return fonts.stdout.trim() !== ''
  return existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')
}

function succeeds([program = '', ...args]: string[]) {
  return spawnSync(program, args, { stdio: ['ignore', 2, 2] }).status === 0
}
