import { installAndRun } from './install.mjs'

await installAndRun('server/launch/test.ts', process.argv.slice(2))
