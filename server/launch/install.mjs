// Runs on Node 20 with nothing installed: brings in the packages once, then hands over to the pinned Node 24.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const pnpm = 'pnpm@10.34.9'
const runtime = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
const stampFile = join(root, 'node_modules', '.installed')
const packages = ['shared', 'server', 'miniapp', 'tests']
const decidedBy = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  ...packages.map((name) => `${name}/package.json`),
]

/** Installs when the lockfile or a package.json changed since the last time, then runs `script` under Node 24 to its end. */
export async function installAndRun(script, args) {
  try {
    await install()
    process.exitCode = await runUnderPinnedNode(script, args)
  } catch (error) {
    process.stderr.write(`✗ ${error.message}\n`)
    process.exitCode = 1
  }
}

async function install() {
  const wanted = sourcesHash()
  if (isInstalled(wanted)) return
  const started = Date.now()
  process.stderr.write('· 安装依赖（第一次约需一分钟）……\n')
  const npx = ['npx', '-y', pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only']
  // The lock keeps two first starts from installing over each other.
  const code = await ended(
    spawn('flock', [join(root, 'pnpm-lock.yaml'), ...npx], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, CI: 'true' },
    }),
  )
  if (code !== 0) throw new Error('依赖没有装好：请检查网络和 npm 源，然后再运行一次同样的命令。')
  if (!existsSync(runtime))
    throw new Error(`这台机器（${process.platform} ${process.arch}）没有可用的 Node 24：只支持 Linux x64 和 arm64。`)
  writeFileSync(stampFile, wanted)
  process.stderr.write(`✓ 依赖已装好（${Math.round((Date.now() - started) / 1000)} 秒）\n`)
}

function isInstalled(wanted) {
  const needed = [runtime, stampFile, ...packages.map((name) => join(root, name, 'node_modules'))]
  return needed.every((path) => existsSync(path)) && readFileSync(stampFile, 'utf8') === wanted
}

function sourcesHash() {
  const hash = createHash('sha256').update(pnpm)
  for (const name of decidedBy) hash.update(name).update(readFileSync(join(root, name)))
  return hash.digest('hex')
}

/** The kernel tells the child when this process is killed outright, so that nothing is left running unseen. */
function runUnderPinnedNode(script, args) {
  const command = ['--pdeathsig', 'TERM', runtime, join(root, script), ...args]
  const child = spawn('setpriv', command, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  followNpm(child)
  return ended(child)
}

/** npm does not pass on its own violent death: whoever was started by it ends when it is gone. */
function followNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}
