import { installAndRun } from './install.mjs'

await installAndRun('server/launch/command.ts', process.argv.slice(2))
