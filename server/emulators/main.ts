import { smsEmulator } from './sms/server.ts'
import { wechatEmulator } from './wechat/server.ts'

/**
 * Stand-ins for WeChat's server API and for 阿里云短信服务 on loopback, in a process of their own. It prints one line of
 * JSON with both addresses when it listens, and stops on SIGTERM, SIGINT, or when the process that forked it is gone.
 */
const env = process.env

if (env.MODE === 'production') refuse('正式环境（MODE=production）不能使用模拟服务，模拟服务没有启动。')

const wechat = wechatEmulator({
  appid: env.WECHAT_APPID || 'wxdemo0000000000',
  secret: env.WECHAT_SECRET || 'demo-secret',
})
const sms = smsEmulator({
  accessKeyId: env.SMS_ACCESS_KEY_ID || 'demo-key',
  accessKeySecret: env.SMS_ACCESS_KEY_SECRET || 'demo-secret',
  signName: env.SMS_SIGN_NAME || '民意直通',
  codeTemplate: env.SMS_TEMPLATE_CODE || 'SMS_DEMO_CODE',
  noticeTemplate: env.SMS_NOTICE_TEMPLATE_CODE || 'SMS_DEMO_NOTICE',
  claimTemplate: env.SMS_CLAIM_TEMPLATE_CODE || 'SMS_DEMO_CLAIM',
})

for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(signal, stop)

try {
  const addresses = {
    wechat: await wechat.listen({ host: '127.0.0.1', port: portFrom('WECHAT_EMULATOR_PORT') }),
    sms: await sms.listen({ host: '127.0.0.1', port: portFrom('SMS_EMULATOR_PORT') }),
  }
  process.stdout.write(`${JSON.stringify(addresses)}\n`)
} catch (error) {
  refuse(`模拟服务没有启动：${error instanceof Error ? error.message : String(error)}。`)
}

async function stop(): Promise<void> {
  await Promise.allSettled([wechat.close(), sms.close()])
  process.exit(0)
}

function portFrom(name: string): number {
  const port = Number(env[name] || 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) refuse(`${name} 不是端口号：${env[name]}。`)
  return port
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
