import { BlockList, isIP } from 'node:net'
import { ConfigError } from '../platform/config.ts'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('0.0.0.0', 'ipv4')
loopback.addAddress('::1', 'ipv6')
loopback.addAddress('::', 'ipv6')

/** In production the foreign services must be the real ones: an address on this machine can only be an emulator. */
export function refuseEmulatorsInProduction(config: {
  mode: string
  wechat: { base: string }
  sms: { base: string }
}): void {
  if (config.mode !== 'production') return
  refuseLoopback('WECHAT_API_BASE', config.wechat.base)
  refuseLoopback('SMS_API_BASE', config.sms.base)
}

/** Whether an address leads to this machine, in any of the spellings that a URL allows. */
function isLoopback(address: URL): boolean {
  const host = address.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  const family = isIP(host)
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

function refuseLoopback(name: string, base: string): void {
  if (!URL.canParse(base)) throw new ConfigError(`${name} 不是网址：${base}。`)
  if (isLoopback(new URL(base))) {
    throw new ConfigError(`正式环境（MODE=production）不能使用模拟服务，${name} 不能指向本机（${base}）。`)
  }
}
