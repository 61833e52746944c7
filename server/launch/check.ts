import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './programs.ts'
import { say } from './progress.ts'

type Check = { name: string; tool: string; args: string[] }

const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const types = ['shared', 'server', 'miniapp', 'tests'].map((folder) => ({
  name: `类型 ${folder}`,
  tool: 'tsc',
  args: ['-p', folder],
}))
const format = {
  name: '格式与规范',
  tool: 'biome',
  args: ['check', '--error-on-warnings'],
}
const unused = { name: '无用代码', tool: 'knip', args: ['--no-progress'] }

/** What needs no database: format, lint, types, unused code, architecture. Two at a time, all of them, whatever fails. */
export async function check(): Promise<number> {
  const failed = await runAll([...types, format, unused, suite('architecture')])
  say(failed.length === 0 ? '✓ 检查全部通过' : `✗ 没有通过：${failed.join('、')}`)
  return failed.length === 0 ? 0 : 1
}

/** One project of the tests, or several. */
export function suite(...projects: string[]): Check {
  const config = ['--config', join('tests', 'vitest.config.ts')]
  return {
    name: `测试 ${projects.join(' ')}`,
    tool: 'vitest',
    args: ['run', ...config, ...projects.flatMap((name) => ['--project', name])],
  }
}

/** Runs one check with its output shown as it comes. */
export function runShown({ name, tool, args }: Check): Promise<boolean> {
  say(`· ${name}……`)
  const child = spawn(bin(tool), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}

async function runAll(checks: Check[]) {
  const queue = [...checks]
  const failed: string[] = []
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) if (!(await runCollected(next))) failed.push(next.name)
  }
  await Promise.all([work(), work()])
  return failed
}

/** Its output is shown in one piece and only when it fails, since two run at once. */
function runCollected({ name, tool, args }: Check): Promise<boolean> {
  const started = Date.now()
  const child = spawn(bin(tool), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      say(`${code === 0 ? '✓' : '✗'} ${name}（${seconds} 秒）`)
      if (code !== 0) say(Buffer.concat(output).toString())
      resolve(code === 0)
    })
  })
}
