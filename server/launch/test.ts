import { check, runShown, suite } from './check.ts'
import { runToExitCode } from './failure.ts'
import { expectBrowser } from './machine.ts'
import { buildMiniapp, isBuilt } from './miniapp.ts'
import { say, step } from './progress.ts'

/** Everything that must hold, all of it, whatever fails: the checks, the tests from the quick to the slow, the built product. */
async function testAll(): Promise<number> {
  await expectBrowser()
  const passed = [(await check()) === 0]
  passed.push(await runShown(suite('shared', 'server', 'server-shanghai', 'miniapp')))
  if (!isBuilt('h5')) await step('构建网页', () => buildMiniapp('h5'))
  await step('构建小程序', () => buildMiniapp('weapp'))
  passed.push(await runShown(suite('launch', 'weapp', 'e2e')))
  const green = passed.every(Boolean)
  say(green ? '✓ 测试全部通过' : '✗ 有测试没有通过，见上面')
  return green ? 0 : 1
}

await runToExitCode(testAll)
