import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from './programs.ts'
import { say } from './progress.ts'

/** vitest sums up what failed at its end; so many lines of it are said once more where everybody looks. */
const keptLines = 120

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

/** What needs no database: format, lint, types, unused code, architecture. Two at a time, all of them; answers what failed. */
export function check(): Promise<string[]> {
  return runAll([...types, format, unused, suite('architecture')])
}

/** Says what failed at the very end, where everybody looks; answers the exit code. */
export function sayOutcome(faults: readonly string[], what: string): number {
  for (const fault of faults) say(fault)
  say(faults.length === 0 ? `✓ ${what}全部通过` : `✗ ${what}有没通过的，见上面`)
  return faults.length === 0 ? 0 : 1
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

/** Runs one check with its output shown as it comes, and gives back the end of what a failing one said. */
export async function runShown({ name, tool, args }: Check): Promise<string | null> {
  say(`· ${name}……`)
  const child = spawn(bin(tool), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  for (const [stream, shown] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.pipe(shown, { end: false })
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      if (lines.length > keptLines) lines.shift()
    })
  }
  const code = await endOf(child)
  return code === 0 ? null : [`✗ ${name}（退出码 ${code}）`, ...lines].join('\n')
}

async function runAll(checks: Check[]) {
  const queue = [...checks]
  const failed: string[] = []
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const fault = await runCollected(next)
      if (fault !== null) failed.push(fault)
    }
  }
  await Promise.all([work(), work()])
  return failed
}

/** Two run at once, so that the output of one is given back in one piece, and only when it fails. */
async function runCollected({ name, tool, args }: Check): Promise<string | null> {
  const started = Date.now()
  const child = spawn(bin(tool), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk))
  const code = await endOf(child)
  say(`${code === 0 ? '✓' : '✗'} ${name}（${((Date.now() - started) / 1000).toFixed(1)} 秒）`)
  return code === 0 ? null : `✗ ${name}（退出码 ${code}）\n${Buffer.concat(output)}`
}

/** The exit code once all output is read; null where it could not run. */
function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
}
