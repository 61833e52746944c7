import { type LevelWithSilent, pino } from 'pino'
import { refuseEmulatorsInProduction } from '../foreign/loopback.ts'
import { smsClient } from '../foreign/sms/client.ts'
import { wechatClient } from '../foreign/wechat/client.ts'
import type { Config } from './config.ts'
import type { Platform } from './context.ts'
import { openDatabase } from './db.ts'
import { openEncryption } from './encryption.ts'

/** Opens everything that lives as long as the process. Only the clock and the log's level may be set from outside. */
export function openPlatform(config: Config, options: { now?: () => Date; logLevel?: LevelWithSilent } = {}): Platform {
  refuseEmulatorsInProduction(config)
  return {
    config,
    database: openDatabase(config.databaseUrl, config.poolSize),
    encryption: openEncryption(config.masterKey, config.encryption),
    foreign: { wechat: wechatClient(config.wechat), sms: smsClient(config.sms) },
    now: options.now ?? (() => new Date()),
    log: pino({ level: options.logLevel ?? 'info' }),
  }
}
