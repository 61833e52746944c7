import { check, runShown, suite } from './check.ts'
import { runToExitCode } from './failure.ts'
import { expectBrowser } from './machine.ts'
import { buildMiniapp, isH5Built } from './miniapp.ts'
import { step } from './progress.ts'

/** Everything that must hold: the checks, then the tests from the quick to the slow, then the built product in a browser. */
async function testAll(): Promise<number> {
  await expectBrowser()
  if ((await check()) !== 0) return 1
  if (!(await runShown(suite('shared', 'server', 'server-shanghai', 'miniapp')))) return 1
  if (!isH5Built()) await step('构建网页', () => buildMiniapp('h5'))
  await step('构建小程序', () => buildMiniapp('weapp'))
  return (await runShown(suite('launch', 'weapp', 'e2e'))) ? 0 : 1
}

await runToExitCode(testAll)
