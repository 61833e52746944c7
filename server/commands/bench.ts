/** `npm run bench -- <name>`: what is measured; each prints one line of JSON and says by its exit code whether it holds. */
const benches: Record<string, () => Promise<{ run: () => Promise<number> }>> = {
  intake: () => import('./bench/intake.ts'),
  figures: () => import('./bench/figures.ts'),
  size: () => import('./bench/size.ts'),
  estimate: () => import('./bench/estimate.ts'),
  queue: () => import('./bench/queue.ts'),
}

const [name = ''] = process.argv.slice(2)
const bench = benches[name]
if (bench) process.exitCode = await (await bench()).run()
else {
  process.stderr.write(`没有这项测量：${name || '（空）'}。可选：${Object.keys(benches).join('、')}。\n`)
  process.exitCode = 1
}

export {}
