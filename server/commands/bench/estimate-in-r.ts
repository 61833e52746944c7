import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** What R's survey package gives for one unit. */
export type UnitInR = { unit: string; est: number; lower: number; upper: number }
export type RunInR = { seconds: number; units: UnitInR[] }

/** The clock runs over reading, design and estimates alone; the last line is the seconds, those before it the units. */
const script = `suppressMessages(library(survey))
options(digits = 15)
start <- proc.time()[["elapsed"]]
answers <- read.csv(commandArgs(TRUE)[1])
answers$top3 <- as.numeric(answers$q_overall %in% 3:5)
design <- svydesign(ids = ~village, strata = ~township, weights = ~w, data = answers, nest = TRUE)
units <- svyby(~top3, ~unit, subset(design, q_overall <= 5), svyciprop, vartype = "ci", method = "xlogit")
seconds <- proc.time()[["elapsed"]] - start
write.table(units, sep = ",", row.names = FALSE, col.names = FALSE, quote = FALSE)
cat(seconds, "\\n")
`

/** Whether R with its survey package is there, or, when it may be installed, could be: Debian's package, by root or sudo. */
export function hasR(install: boolean): boolean {
  if (worksR()) return true
  if (!install) return false
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args: string[]) =>
    succeeds([...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0', ...args])
  process.stderr.write('· 安装 R 和它的 survey 包（只有第一次）……\n')
  apt('update')
  return apt('install', '-y', '--no-install-recommends', 'r-cran-survey') && worksR()
}

/** The same figures by R: read.csv, svydesign and svyby on the same file. */
export async function runInR(folder: string, data: string): Promise<RunInR> {
  const file = join(folder, 'units.R')
  writeFileSync(file, script)
  const child = spawn('Rscript', ['--vanilla', file, data], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = (await text(child.stdout)).trim().split('\n')
  const seconds = Number(lines.pop())
  const units = lines.map((line) => {
    const [unit = '', ...numbers] = line.split(',')
    const [est = Number.NaN, lower = Number.NaN, upper = Number.NaN] = numbers.map(Number)
    return { unit, est, lower, upper }
  })
  if (!(seconds > 0)) throw new Error('R gave no figures')
  return { seconds, units }
}

function worksR(): boolean {
  return spawnSync('Rscript', ['-e', 'library(survey)'], { stdio: 'ignore' }).status === 0
}

function succeeds([program = '', ...args]: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 180_000 }).status === 0
}
