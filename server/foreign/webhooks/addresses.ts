import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const inner = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inner.addSubnet(network, prefix, 'ipv6')
}

/** The address leads into a network that is not the public one. */
export class InnerAddress extends Error {
  readonly code = 'inner-address'
}

/** Whether an address lies in the public network; `home` lets this machine's own through as well. */
export function isReachable(address: string, home: boolean): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (home && (address === '127.0.0.1' || address === '::1')) return true
  return !inner.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Resolves a name for one connection and refuses it when any of its addresses is not public. The connection goes to the very address
 * that was looked at, so that a name cannot answer differently a moment later.
 */
export const lookupReachable =
  (home: boolean): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (fault, found) => {
      if (fault) return done(fault, [])
      if (found.length === 0 || found.some(({ address }) => !isReachable(address, home))) {
        return done(new InnerAddress('the address leads into an inner network'), [])
      }
      if (options.all) return done(null, found)
      return done(null, found[0]?.address ?? '', found[0]?.family)
    })
  }
