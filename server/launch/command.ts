import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { check, sayOutcome } from './check.ts'
import { demoMasterKey, openDataFolder } from './data-folder.ts'
import { withDatabase } from './database.ts'
import { LaunchFailure, runToExitCode } from './failure.ts'
import { expectBrowser } from './machine.ts'
import { buildMiniapp } from './miniapp.ts'
import { root, startProgram } from './programs.ts'
import { step } from './progress.ts'
import { readSettings, surroundings } from './settings.ts'
import { runStack } from './start.ts'

/** `npm run <name>`: a few live here, every other name is the file of that name in server/commands. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  check: async () => sayOutcome(await check(), '检查'),
  build,
  dev: () => runStack(true),
  db,
  figure,
  shots,
}

/** `npm run shots`: every page on every screen, into `.shots/index.html`. */
async function shots(args: string[]): Promise<number> {
  await expectBrowser()
  return run(join(root, 'tests', 'shots', 'shots.ts'), args, surroundings)
}

async function build(): Promise<number> {
  for (const target of ['h5', 'weapp'] as const) {
    await step(`构建 ${target}`, () => buildMiniapp(target))
  }
  return 0
}

/** `npm run figure -- export …` reads the database; `recompute` needs files only and starts nothing. */
async function figure(args: string[]): Promise<number> {
  return args[0] === 'export' ? db(['figure', ...args]) : run(scriptOf('figure'), args, surroundings)
}

/** `npm run db -- <command> …`: a command of the server with the same database and key as `npm start`. */
async function db([name = '', ...args]: string[]): Promise<number> {
  const script = scriptOf(name)
  const { dataDir, databaseUrl, production } = readSettings()
  const folder = openDataFolder(dataDir)
  const key = production ? {} : { MINYI_MASTER_KEY: demoMasterKey(folder) }
  return withDatabase(folder, databaseUrl, (url) =>
    run(script, args, {
      ...key,
      ...surroundings,
      DATA_DIR: folder,
      DATABASE_URL: url,
    }),
  )
}

function scriptOf(name: string) {
  const script = join(root, 'server', 'commands', `${name}.ts`)
  if (!/^[a-z-]+$/.test(name) || !existsSync(script)) throw new LaunchFailure(`没有这个命令：${name || '（空）'}。`)
  return script
}

async function run(script: string, args: string[], env: NodeJS.ProcessEnv) {
  const program = startProgram(script, [script, ...args], { env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, program.stop)
  const { code } = await program.ended
  return code ?? 1
}

const [name = '', ...args] = process.argv.slice(2)
await runToExitCode(() => (commands[name] ? commands[name](args) : run(scriptOf(name), args, surroundings)))
