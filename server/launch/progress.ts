/** Shows one step while it runs and how long it took; long ones say every 15 seconds that they are alive. */
export async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const started = Date.now()
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} 秒`
  say(`· ${name}……`)
  const alive = setInterval(() => say(`  ${name}：已 ${seconds()}`), 15_000)
  try {
    const result = await work()
    say(`✓ ${name}（${seconds()}）`)
    return result
  } finally {
    clearInterval(alive)
  }
}

/** To the error channel, so that a command's own output stays clean. */
export function say(line: string) {
  process.stderr.write(`${line}\n`)
}
