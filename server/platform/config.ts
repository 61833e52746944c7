import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
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
  /** Whose word about a caller's address (X-Forwarded-For) is taken: addresses, ranges, or `loopback`. Limits count by that address. */
  trustedProxies: string[]
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
  const mode = readChoice(env, 'MODE', ['demo', 'production', 'test'])
  const need = (name: string, meaning: string, fallback?: string) => {
    const value = env[name] || (mode === 'production' ? undefined : fallback)
    if (!value) throw new ConfigError(`缺少环境变量 ${name}（${meaning}），服务没有启动。`)
    return value
  }
  const dataDir = resolve(env.DATA_DIR || '.data')
  const databaseUrl = need('DATABASE_URL', 'PostgreSQL 连接地址')
  const port = readCount(env, 'PORT', 3000, [0, 65_535])
  return {
    mode,
    host: env.HOST || '127.0.0.1',
    port,
    dataDir,
    databaseUrl,
    directDatabaseUrl: env.DIRECT_DATABASE_URL || databaseUrl,
    poolSize: readCount(env, 'POOL_SIZE', 20, [2, 1000]),
    publicUrl: need('PUBLIC_URL', '居民访问的网址', `http://127.0.0.1:${port}`),
    masterKey: readKey(need('MINYI_MASTER_KEY', '加密主密钥，64 位十六进制')),
    encryption: readChoice(env, 'MINYI_ENCRYPTION', ['aes', 'sm']),
    webRoot: env.WEB_ROOT || findWebRoot(),
    webTenant: env.WEB_TENANT || null,
    trustedProxies: readProxies(env.TRUSTED_PROXIES || (mode === 'production' ? 'loopback' : '')),
    runsJobs: readChoice(env, 'RUN_JOBS', ['1', '0']) === '1',
    intakeQueueLimit: readCount(env, 'INTAKE_QUEUE_LIMIT', 2000, [1, 1_000_000]),
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

/** One of a few words, the first where nothing is said: a word that nobody knows is never taken for another. */
function readChoice<T extends string>(env: Env, name: string, choices: readonly [T, ...T[]]): T {
  const value = env[name]
  if (!value) return choices[0]
  const known = choices.find((choice) => choice === value)
  if (known === undefined) throw new ConfigError(`${name} 只能是 ${choices.join('、')}，现在是 ${value}。`)
  return known
}

function readCount(env: Env, name: string, fallback: number, [least, most]: readonly [number, number]): number {
  const count = Number(env[name] || fallback)
  if (Number.isInteger(count) && count >= least && count <= most) return count
  throw new ConfigError(`${name} 应是 ${least} 到 ${most} 的整数，现在是 ${env[name]}。`)
}

function readProxies(value: string): string[] {
  const proxies = value.split(',').flatMap((one) => one.trim() || [])
  const wrong = proxies.find((one) => one !== 'loopback' && !isIP(one.replace(/\/\d{1,3}$/, '')))
  if (wrong) throw new ConfigError(`TRUSTED_PROXIES 应是代理的地址或网段，用逗号分开，其中 ${wrong} 不是。`)
  return proxies
}

function readKey(value: string): string {
  if (!/^[0-9a-f]{64}$/i.test(value)) throw new ConfigError('MINYI_MASTER_KEY 应是 64 位十六进制。')
  return value
}

function findWebRoot(): string | null {
  const built = join(import.meta.dirname, '../../miniapp/dist/h5')
  return existsSync(join(built, 'index.html')) ? built : null
}
