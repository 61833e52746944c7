import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { root, runProgram } from './programs.ts'
import { surroundings } from './settings.ts'

const miniapp = join(root, 'miniapp')
const sources = [
  'miniapp/{src,config}/**/*',
  'miniapp/*.{js,json}',
  'miniapp/.browserslistrc',
  'shared/**/*.ts',
  'pnpm-lock.yaml',
]

type Target = 'h5' | 'weapp'
const firstFile = { h5: 'index.html', weapp: 'app.json' }

/** Whether the build that is there was made from these very sources. */
export function isBuilt(target: Target): boolean {
  return (
    existsSync(join(miniapp, 'dist', target, firstFile[target])) &&
    existsSync(stampOf(target)) &&
    readFileSync(stampOf(target), 'utf8') === sourcesHash()
  )
}

/** Builds the mini-app as a website (h5) or as the WeChat package (weapp); what the build prints stands beside the result. */
export async function buildMiniapp(target: Target, ending?: AbortSignal) {
  const log = join(miniapp, 'dist', `${target}-build.log`)
  const hash = sourcesHash()
  const env = { ...surroundings, NODE_ENV: 'production' }
  await runProgram(`构建 ${target}`, ['--run', `build:${target}`], { cwd: miniapp, env, log, ending })
  if (target === 'h5') compressAll(join(miniapp, 'dist', 'h5'))
  writeFileSync(stampOf(target), hash)
}

function stampOf(target: Target): string {
  return join(miniapp, 'dist', `${target}.sources`)
}

/** Beside each text file what is really sent, made once and as small as it gets. */
function compressAll(folder: string) {
  for (const file of globSync('**/*.{js,css,html,svg,json}', { cwd: folder })) {
    const bytes = readFileSync(join(folder, file))
    writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }))
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes))
  }
}

function sourcesHash() {
  const hash = createHash('sha256')
  const files = globSync(sources, {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
    withFileTypes: true,
  })
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.sort()) hash.update(path.slice(root.length)).update(readFileSync(path))
  return hash.digest('hex')
}
