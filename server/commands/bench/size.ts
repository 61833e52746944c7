import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expectBrowser } from '../../launch/machine.ts'
import { buildMiniapp, isBuilt } from '../../launch/miniapp.ts'
import { root } from '../../launch/programs.ts'

const most = { weappMainKb: 700, h5FirstLoadGzKb: 180 }
const dist = join(root, 'miniapp', 'dist')
const kinds: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

/** The WeChat package without its sub-packages, and everything that a browser fetches to show the first page, as gzip sends it. */
export async function run(): Promise<number> {
  await expectBrowser()
  if (!isBuilt('h5')) await buildMiniapp('h5')
  if (!isBuilt('weapp')) await buildMiniapp('weapp')
  const weappMain = mainPackageBytes(join(dist, 'weapp')) / 1024
  const firstLoad = (await firstLoadBytes(join(dist, 'h5'))) / 1024
  const rounded = (kb: number) => Math.round(kb * 10) / 10
  const line = { name: 'size', weapp_main_kb: rounded(weappMain), h5_first_load_gz_kb: rounded(firstLoad) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
  return weappMain < most.weappMainKb && firstLoad < most.h5FirstLoadGzKb ? 0 : 1
}

/** Everything outside of the sub-packages that the build's own `app.json` names. */
function mainPackageBytes(folder: string): number {
  const { subPackages = [] }: { subPackages?: { root: string }[] } = JSON.parse(
    readFileSync(join(folder, 'app.json'), 'utf8'),
  )
  return globSync('**/*', { cwd: folder })
    .filter((file) => !subPackages.some(({ root }) => file.startsWith(`${root.replace(/\/$/, '')}/`)))
    .filter((file) => !/LICENSE|project\.config/.test(file))
    .map((file) => statSync(join(folder, file)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)
}

/** Opens `/home` in Chromium before a server that counts; without answers of the API the page loads the same code. */
async function firstLoadBytes(folder: string): Promise<number> {
  const sent = new Map<string, number>()
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (path.startsWith('/api/')) return response.writeHead(503).end()
    const file = extname(path) ? join(folder, path) : join(folder, 'index.html')
    if (!existsSync(file)) return response.writeHead(404).end()
    const body = gzipSync(readFileSync(file), { level: 9 })
    sent.set(file, body.length)
    const type = kinds[extname(file)] ?? 'application/octet-stream'
    return response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const page = await openInChromium(`http://127.0.0.1:${port}/home`)
  server.closeAllConnections()
  server.close()
  if (!page.includes('评执法')) throw new Error('the first page did not show')
  return [...sent.values()].reduce((sum, bytes) => sum + bytes, 0)
}

/** The page as it stands after its scripts ran. */
function openInChromium(url: string): Promise<string> {
  const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking']
  const child = spawn(
    'chromium',
    [...quiet, '--window-size=390,844', '--virtual-time-budget=10000', '--dump-dom', url],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  let page = ''
  child.stdout.on('data', (chunk: Buffer) => {
    page += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(page))
  })
}
