import { parseArgs } from 'node:util'
import type { Proof, Size } from './prove/crash.ts'

/** `npm run prove -- <name> [--n 1000] [--seed 7]`: what must never happen, tried; fails when it did. */
const proofs: Record<string, { n: number; load: () => Promise<(size: Size) => Promise<Proof>> }> = {
  crash: { n: 6_000, load: async () => (await import('./prove/crash.ts')).proveCrash },
  race: { n: 1_000, load: async () => (await import('./prove/race.ts')).proveRace },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { n: { type: 'string' }, seed: { type: 'string' } },
})
const [name = ''] = positionals
const proof = proofs[name]
if (proof) {
  const size = { n: Number(values.n ?? proof.n), seed: Number(values.seed ?? Date.now() % 1_000_000) }
  const result = await (await proof.load())(size)
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = result.lost + result.doubled + result.unequal_receipts === 0 ? 0 : 1
} else {
  process.stderr.write(`没有这项验证：${name || '（空）'}。可选：${Object.keys(proofs).join('、')}。\n`)
  process.exitCode = 1
}
