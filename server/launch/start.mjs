import { installAndRun } from './install.mjs'

await installAndRun('server/launch/start.ts', process.argv.slice(2))
