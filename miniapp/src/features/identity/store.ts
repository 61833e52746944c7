import {
  describeTenant,
  readDemoCode,
  requestCode,
  signInByCode,
  signInByWechat,
  signOut,
} from '@minyi/shared/identity/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { create } from 'zustand'
import { call } from '../../lib/call'
import { go } from '../../lib/navigate'
import { isH5 } from '../../lib/platform'
import { closeSession, openSession, tokenOf } from '../../lib/session'
import { forget, keep, read } from '../../lib/storage'
import { loginCode } from '../../lib/wechat'

export type Place = OutputOf<typeof describeTenant>

/** Which place this is and whether it is a demonstration; unknown until the server answered once. */
export const usePlace = create<{ place: Place | undefined }>(() => ({ place: undefined }))

export async function loadPlace(): Promise<void> {
  if (usePlace.getState().place) return
  try {
    usePlace.setState({ place: await call(describeTenant, {}) })
  } catch {
    return
  }
}

/** WeChat signs in without a question, once; a browser waits until somebody needs it. */
export async function signInQuietly(): Promise<void> {
  if (isH5 || tokenOf('resident')) return
  const { token } = await call(signInByWechat, { code: await loginCode() })
  openSession('resident', token)
}

/** True once there is a resident's session; on h5 it opens the sign-in page and is false until the person comes back. */
export async function becomeResident(): Promise<boolean> {
  if (tokenOf('resident')) return true
  if (isH5) {
    go('signIn')
    return false
  }
  await signInQuietly()
  return true
}

export function sendCode(phone: string): Promise<OutputOf<typeof requestCode>> {
  return call(requestCode, { phone })
}

/** Only a demo place answers: its messages go to an emulator that nobody's telephone is behind. */
export async function showDemoCode(phone: string): Promise<string | null> {
  const { code } = await call(readDemoCode, { phone })
  return code
}

export async function signInByPhone(phone: string, code: string): Promise<void> {
  const { token } = await call(signInByCode, { phone, code })
  openSession('resident', token)
  keep('kept:signed-in-as', `${phone.slice(0, 3)} **** ${phone.slice(7)}`)
}

/** The masked telephone of whoever signed in on this phone, for 我的. */
export function signedInAs(): string | undefined {
  const kept = read('kept:signed-in-as')
  return typeof kept === 'string' ? kept : undefined
}

/** Ends the session here also when the server cannot be told; it then runs out there by itself. */
export async function leave(): Promise<void> {
  try {
    await call(signOut, {}, { as: 'resident' })
  } finally {
    closeSession('resident')
    forget('kept:signed-in-as')
  }
}
