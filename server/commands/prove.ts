import { parseArgs } from 'node:util'
import type { Proof, Size } from './prove/crash.ts'

/** How much is tried; without a seed, the proof's own. */
type Asked = { n?: number; seed?: number }
type Outcome = { result: object; holds: boolean }

/** `npm run prove -- <name> [--n 1000] [--seed 7]`: what must never happen, or must always hold, tried; fails when it did not hold. */
const proofs: Record<string, (asked: Asked) => Promise<Outcome>> = {
  crash: async (asked) => counted((await import('./prove/crash.ts')).proveCrash, 6_000, asked),
  race: async (asked) => counted((await import('./prove/race.ts')).proveRace, 1_000, asked),
  hotspots: async ({ n = 200, seed = 2026 }) => {
    const { hotspotsHold, proveHotspots } = await import('./prove/hotspots.ts')
    const result = await proveHotspots({ n, seed })
    return { result, holds: hotspotsHold(result) }
  },
  import: async ({ n = 100_000, seed = Date.now() % 1_000_000 }) => {
    const result = await (await import('./prove/import.ts')).proveImport({ n, seed })
    return { result, holds: result.missed + result.doubled + result.wrong_faults === 0 }
  },
  coverage: async ({ n = 2_000, seed }) => {
    const { coverageHolds, proveCoverage } = await import('./prove/coverage.ts')
    const result = await proveCoverage({ n, seeds: seed === undefined ? [1, 2, 3] : [seed] })
    return { result, holds: coverageHolds(result) }
  },
}

async function counted(prove: (size: Size) => Promise<Proof>, usual: number, asked: Asked): Promise<Outcome> {
  const result = await prove({ n: asked.n ?? usual, seed: asked.seed ?? Date.now() % 1_000_000 })
  return { result, holds: result.lost + result.doubled + result.unequal_receipts === 0 }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { n: { type: 'string' }, seed: { type: 'string' } },
})
const [name = ''] = positionals
const prove = proofs[name]
const numbers = [values.n, values.seed].map((text) => (text === undefined ? undefined : Number(text)))
const [n, seed] = numbers
const known = numbers.every((number) => number === undefined || (Number.isInteger(number) && number >= 0)) && n !== 0
if (prove && known) {
  const { result, holds } = await prove({ ...(n !== undefined && { n }), ...(seed !== undefined && { seed }) })
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = holds ? 0 : 1
} else {
  const reason = prove ? '--n 和 --seed 须是整数，--n 大于 0。' : `没有这项验证：${name || '（空）'}。`
  process.stderr.write(`${reason}可选：${Object.keys(proofs).join('、')}。\n`)
  process.exitCode = 1
}
