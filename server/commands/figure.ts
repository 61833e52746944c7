import { resolve } from 'node:path'
import { exportFigure } from './figure/export.ts'
import { recomputeFigure } from './figure/recompute.ts'
import { FigureRefused } from './figure/refused.ts'

const usage = '用法：npm run -s figure -- export 编号 文件夹 [--public]，或 npm run -s figure -- recompute 文件夹'

/**
 * Published figures outside of the product: `export` writes the rows, definition and certificate of one into a folder; `recompute` makes
 * the figure anew from such a folder, with no database and no server, and ends with code 2 where anything differs.
 */
async function main(args: readonly string[]): Promise<number> {
  const from = process.env.INIT_CWD ?? process.cwd()
  const open = args.includes('--public')
  const [action, first, second, ...more] = args.filter((arg) => arg !== '--public')
  if (action === 'export' && first && second && more.length === 0)
    return exportFigure(first, resolve(from, second), open)
  if (action === 'recompute' && first && !second && !open) return recomputeFigure(resolve(from, first))
  throw new FigureRefused(usage)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (cause) {
  if (!(cause instanceof FigureRefused)) throw cause
  process.stderr.write(`${cause.message}\n`)
  process.exitCode = 2
}
