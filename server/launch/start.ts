import { runToExitCode } from './failure.ts'
import { say } from './progress.ts'
import { type Stack, withStack } from './stack.ts'

/** Starts the whole product and stays until Ctrl-C, or until a part of it ends by itself. */
export async function runStack(watching: boolean): Promise<number> {
  const ending = new AbortController()
  const asked = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        ending.abort()
        resolve('')
      })
    }
  })
  try {
    return await withStack({ watching, ending: ending.signal }, async (stack) => {
      await announce(stack)
      const reason = await Promise.race([asked, stack.ended])
      if (reason) say(`✗ ${reason}已保存的数据都在，修复后请重新启动。`)
      return reason ? 1 : 0
    })
  } catch (error) {
    if (ending.signal.aborted) return 0
    throw error
  } finally {
    if (ending.signal.aborted) say('✓ 已全部停止')
  }
}

async function announce({ address, logs, production, offers }: Stack) {
  say('')
  if (!production) for (const line of [...(await accountLines()), ...offers]) say(line)
  say(`接口说明 ${address}/api/docs，${logs ? `日志 ${logs}，` : ''}按 Ctrl-C 停止。`)
  say(`民意直通已启动：${address}`)
}

/** One account of each role; the rest are in the data of the demo district. */
async function accountLines() {
  const { demoAccounts, demoPassword } = await import('../demo/accounts.ts')
  const firsts = [...Map.groupBy(demoAccounts(), ({ role }) => role).values()].flatMap(([first]) => first ?? [])
  const rows = firsts.map(({ login, role, name, unit }) => `  ${login.padEnd(13)}${role}（${[unit, name].join(' ')}）`)
  return [`演示账号（工作人员密码都是 ${demoPassword}；居民用手机号，短信验证码显示在登录页）：`, ...rows]
}

if (import.meta.main) await runToExitCode(() => runStack(false))
