import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export type Mode = 'demo' | 'production' | 'test'

/** Everything the process is told from outside; read once, here and nowhere else. */
export type Config = {
  mode: Mode
  host: string
  port: number
  dataDir: string
  databaseUrl: string
  /** A direct connection for migrations, LISTEN, locks and the queue when `databaseUrl` goes through a pooler. */
  directDatabaseUrl: string
  poolSize: number
  publicUrl: string
  masterKey: string
  encryption: 'aes' | 'sm'
  webRoot: string | null
  /** The place (slug) whose pages this server hands out, where there are several. */
  webTenant: string | null
  runsJobs: boolean
  intakeQueueLimit: number
  wechat: { base: string; appid: string; secret: string }
  sms: {
    base: string
    accessKeyId: string
    accessKeySecret: string
    signName: string
    templateCode: string
    claimTemplateCode: string
    noticeTemplateCode: string
  }
}

/** A setting that is missing or wrong; its message is the one sentence a person reads. */
export class ConfigError extends Error {}

type Env = Record<string, string | undefined>

export function readConfig(env: Env = process.env): Config {
  const mode = readMode(env.MODE)
  const need = (name: string, meaning: string, fallback?: string) => {
    const value = env[name] || (mode === 'production' ? undefined : fallback)
    if (!value) throw new ConfigError(`缺少环境变量 ${name}（${meaning}），服务没有启动。`)
    return value
  }
  const dataDir = resolve(env.DATA_DIR || '.data')
  const databaseUrl = need('DATABASE_URL', 'PostgreSQL 连接地址')
  const port = Number(env.PORT || 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new ConfigError(`PORT 不是端口号：${env.PORT}。`)
  return {
    mode,
    host: env.HOST || '127.0.0.1',
    port,
    dataDir,
    databaseUrl,
    directDatabaseUrl: env.DIRECT_DATABASE_URL || databaseUrl,
    poolSize: Number(env.POOL_SIZE || 20),
    publicUrl: need('PUBLIC_URL', '居民访问的网址', `http://127.0.0.1:${port}`),
    masterKey: readKey(need('MINYI_MASTER_KEY', '加密主密钥，64 位十六进制')),
    encryption: env.MINYI_ENCRYPTION === 'sm' ? 'sm' : 'aes',
    webRoot: env.WEB_ROOT || findWebRoot(),
    webTenant: env.WEB_TENANT || null,
    runsJobs: env.RUN_JOBS !== '0',
    intakeQueueLimit: Number(env.INTAKE_QUEUE_LIMIT || 2000),
    wechat: {
      base: env.WECHAT_API_BASE || 'https://api.weixin.qq.com',
      appid: need('WECHAT_APPID', '微信小程序 AppID', 'wxdemo0000000000'),
      secret: need('WECHAT_SECRET', '微信小程序密钥', 'demo-secret'),
    },
    sms: {
      base: env.SMS_API_BASE || 'https://dysmsapi.aliyuncs.com',
      accessKeyId: need('SMS_ACCESS_KEY_ID', '短信服务 AccessKey', 'demo-key'),
      accessKeySecret: need('SMS_ACCESS_KEY_SECRET', '短信服务密钥', 'demo-secret'),
      signName: need('SMS_SIGN_NAME', '短信签名', '民意直通'),
      templateCode: need('SMS_TEMPLATE_CODE', '短信验证码模板', 'SMS_DEMO_CODE'),
      claimTemplateCode: need('SMS_CLAIM_TEMPLATE_CODE', '评价邀请短信模板', 'SMS_DEMO_CLAIM'),
      noticeTemplateCode: need('SMS_NOTICE_TEMPLATE_CODE', '民意件进展短信模板', 'SMS_DEMO_NOTICE'),
    },
  }
}

function readMode(value: string | undefined): Mode {
  if (value === undefined || value === '') return 'demo'
  if (value === 'demo' || value === 'production' || value === 'test') return value
  throw new ConfigError(`MODE 只能是 demo、production 或 test，现在是 ${value}。`)
}

function readKey(value: string): string {
  if (!/^[0-9a-f]{64}$/i.test(value)) throw new ConfigError('MINYI_MASTER_KEY 应是 64 位十六进制。')
  return value
}

function findWebRoot(): string | null {
  const built = join(import.meta.dirname, '../../miniapp/dist/h5')
  return existsSync(join(built, 'index.html')) ? built : null
}
