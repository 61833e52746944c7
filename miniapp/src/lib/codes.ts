import { claimRules, isToken } from '@minyi/shared/matters/rules.ts'
import { readCode } from '@minyi/shared/platform/readable-code.ts'
import Taro from '@tarojs/taro'
import { isH5 } from './platform'
import { isAddress } from './routes'

/** What a scanned or typed text leads to: the claim of one matter, a standing code, or an officer's certificate number. */
export type ReadCode = { kind: 'claim' | 'standing' | 'officer'; value: string }

const standingLength = 20

/** Reads a printed link, a mini-program's scene, a code in any spelling, or an officer's number. */
export function readAnyCode(text: string): ReadCode | undefined {
  const typed = text.trim()
  const link = /\/([rc])\/([A-Za-z0-9_-]+)/.exec(typed) ?? /^([rc])=([A-Za-z0-9_-]+)$/.exec(typed)
  if (link?.[2]) return { kind: link[1] === 'r' ? 'claim' : 'standing', value: link[2] }
  if (isToken(typed)) return { kind: 'claim', value: typed }
  const claim = readCode(typed, claimRules.shortCodeLength)
  if (claim) return { kind: 'claim', value: claim }
  const standing = readCode(typed, standingLength)
  if (standing) return { kind: 'standing', value: standing }
  const digits = typed.replace(/\s/g, '')
  return /^\d{8,18}$/.test(digits) ? { kind: 'officer', value: digits } : undefined
}

/** What WeChat hands a page that was opened from a code: its scene, or the link of an ordinary QR code. */
export function codeOfLaunch(params: Partial<Record<string, string>>): ReadCode | undefined {
  const text = params.scene ?? params.q
  return text ? readAnyCode(decodeURIComponent(text)) : undefined
}

/** WeChat's own scanner; undefined when the person changed their mind. */
export async function scan(): Promise<string | undefined> {
  try {
    const { result, path } = await Taro.scanCode({})
    const scene = /[?&]scene=([^&]+)/.exec(path ?? '')?.[1]
    return scene ? decodeURIComponent(scene) : result
  } catch {
    return undefined
  }
}

/**
 * Printed links are short, `/r/…` and `/c/…`; the h5 router knows pages only, so they are rewritten before it starts. An
 * address that is no page would stay white: it opens the first page.
 */
export function openShortLink(): void {
  if (!isH5) return
  const { pathname } = window.location
  const link = /^\/([rc])\/([A-Za-z0-9_-]+)\/?$/.exec(pathname)
  if (!link?.[2]) {
    if (pathname !== '/' && !isAddress(pathname)) window.history.replaceState(null, '', '/')
    return
  }
  const address = link[1] === 'r' ? `/rate?claim=${link[2]}` : `/code?code=${link[2]}`
  window.history.replaceState(null, '', address)
}
