import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Figures } from '@minyi/shared/estimates/figures.ts'
import { hasR, type RunInR, runInR } from './estimate-in-r.ts'
import { type SurveyFiles, writeSurvey } from './estimate-survey.ts'

/** How much is measured; tests measure little. `install`: R may be installed for it. */
export type EstimateSize = { rows: number; rounds: number; install: boolean }
const whole: EstimateSize = { rows: 1_000_000, rounds: 3, install: true }

const most = { shareOfR: 0.5, peakMb: 500, difference: 1e-9 }
const command = join(import.meta.dirname, '../estimate.ts')

/**
 * The satisfied rate of 40 units with its interval from a survey on disk, by the command in a process of its own and by R on the same
 * file, in turns: the median time of the command from start to end, the shortest of R for reading and computing alone, the command's
 * largest resident memory, and the largest relative difference of any number between the two.
 */
export async function benchEstimate({ rows, rounds, install }: EstimateSize = whole) {
  const folder = mkdtempSync(join(tmpdir(), 'minyi-estimate-'))
  try {
    const withR = hasR(install)
    const files = await writeSurvey(folder, rows)
    const ours: Run[] = []
    const theirs: RunInR[] = []
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await runCommand(files))
      if (withR && theirs.length < 2) theirs.push(await runInR(folder, files.data))
    }
    const times = ours.map(({ seconds }) => seconds).toSorted((a, b) => a - b)
    return {
      name: 'estimate',
      rows,
      seconds: round(times[Math.floor(times.length / 2)] ?? Number.NaN),
      r_seconds: withR ? round(Math.min(...theirs.map(({ seconds }) => seconds))) : null,
      peak_mb: Math.ceil(Math.max(...ours.map(({ peakKb }) => peakKb)) / 1024),
      difference: differenceOf(ours[0]?.figures, theirs[0]),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

type Run = { seconds: number; peakKb: number; figures: Figures }

async function runCommand({ data, spec }: SurveyFiles): Promise<Run> {
  const start = performance.now()
  const child = spawn(process.execPath, [command, '--data', data, '--spec', spec], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let peakKb = 0
  const watch = setInterval(() => {
    peakKb = Math.max(peakKb, highWaterMark(child.pid))
  }, 10)
  const [[code], out] = await Promise.all([once(child, 'close'), text(child.stdout)])
  clearInterval(watch)
  const seconds = (performance.now() - start) / 1000
  if (code !== 0) throw new Error(`the command ended with ${code}`)
  return { seconds, peakKb, figures: JSON.parse(out) }
}

/** The most memory a process ever held, in kB, as the kernel keeps it; 0 once it is gone. */
function highWaterMark(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** The largest relative difference of a rate or a bound between the command and R; null without R. */
function differenceOf(figures: Figures | undefined, theirs: RunInR | undefined): number | null {
  if (!figures || !theirs) return null
  if (figures.estimates.length !== theirs.units.length) return Number.POSITIVE_INFINITY
  const found = new Map(figures.estimates.map(({ by, est, ci }) => [by.unit, [est, ...(ci.xlogit ?? [])]]))
  const differences = theirs.units.flatMap(({ unit, est, lower, upper }) =>
    [est, lower, upper].map((value, k) => Math.abs((found.get(unit)?.[k] ?? Number.POSITIVE_INFINITY) - value) / value),
  )
  return Math.max(...differences)
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100
}

/** The measurement of `npm run bench -- estimate`; fails when it is slower than half of R's time, too large, or not equal to R. */
export async function run(): Promise<number> {
  const result = await benchEstimate()
  process.stdout.write(`${JSON.stringify(result)}\n`)
  const fast = result.r_seconds === null || result.seconds <= result.r_seconds * most.shareOfR
  const equal = result.difference === null || result.difference <= most.difference
  return fast && equal && result.peak_mb < most.peakMb ? 0 : 1
}
