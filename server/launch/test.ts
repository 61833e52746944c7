import { check, runShown, sayOutcome, suite } from './check.ts'
import { runToExitCode } from './failure.ts'
import { expectBrowser } from './machine.ts'
import { buildMiniapp, isBuilt } from './miniapp.ts'
import { step } from './progress.ts'

/** Everything that must hold, all of it, whatever fails: the checks, the tests from the quick to the slow, the built product. */
async function testAll(): Promise<number> {
  await expectBrowser()
  const faults: (string | null)[] = await check()
  faults.push(await runShown(suite('shared', 'server', 'server-shanghai', 'miniapp')))
  if (!isBuilt('h5')) await step('构建网页', () => buildMiniapp('h5'))
  await step('构建小程序', () => buildMiniapp('weapp'))
  faults.push(await runShown(suite('launch', 'weapp', 'e2e')))
  return sayOutcome(
    faults.filter((fault) => fault !== null),
    '测试',
  )
}

await runToExitCode(testAll)
