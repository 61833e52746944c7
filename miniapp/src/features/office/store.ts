import {
  changePassword,
  changePhone,
  type Me,
  readMe,
  signInStaff,
  signOut as signOutOperation,
} from '@minyi/shared/identity/contract.ts'
import { signIn as rules } from '@minyi/shared/identity/rules.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { entriesFor } from '../../lib/entries'
import { goInstead, type Query } from '../../lib/navigate'
import type { RouteName } from '../../lib/routes'
import { closeSession, openSession } from '../../lib/session'

type Office = {
  me: Me | undefined
  failure: CallFailure | undefined
  /** Where somebody was when their session ended, to go on there. */
  unfinished: { route: RouteName; query: Query } | undefined
  /** The one-time password somebody has just signed in with, so that they need not type it twice; in memory only. */
  oneTime: string | undefined
}

/** Who is signed in as staff. What was typed elsewhere outlives a session that ended meanwhile. */
export const useOffice = create<Office>(() => ({
  me: undefined,
  failure: undefined,
  unfinished: undefined,
  oneTime: undefined,
}))

export async function loadMe(): Promise<void> {
  try {
    useOffice.setState({ me: await call(readMe, {}, { as: 'staff' }), failure: undefined })
  } catch (error) {
    useOffice.setState({ failure: failureFrom(error) })
  }
}

/** Signs in and goes to where the person was, or to the first page of their post. */
export async function signIn(login: string, password: string): Promise<void> {
  const { token } = await call(signInStaff, { login, password })
  const before = useOffice.getState()
  useOffice.setState({ me: undefined })
  openSession('staff', token)
  await loadMe()
  const { me, failure } = useOffice.getState()
  if (!me) throw failure ?? new Error('nobody is signed in')
  if (me.mustChangePassword) useOffice.setState({ oneTime: password })
  goOn(me, before.unfinished)
}

/** To where somebody was, or to the first page of their post. */
function goOn(me: Me, back: Office['unfinished']): void {
  if (back && mayOpen(me, back.route)) {
    useOffice.setState({ unfinished: undefined })
    goInstead(back.route, back.query)
  } else land(me)
}

/** The first page of a post; a post without one meets the words for it on the workbench. A one-time password is changed first. */
export function land(me: Me): void {
  goInstead(me.mustChangePassword ? 'account' : (entriesFor(me.permissions)[0]?.route ?? 'workbench'))
}

/** Sets an own password; after the first one the person goes on to where they wanted. */
export async function setPassword(id: string, current: string, next: string): Promise<void> {
  const before = useOffice.getState()
  await call(changePassword, { id, current, next })
  useOffice.setState({ oneTime: undefined })
  await loadMe()
  const { me } = useOffice.getState()
  if (me && before.me?.mustChangePassword) goOn(me, before.unfinished)
}

/** Registers the own telephone with the code that reached it. */
export async function setPhone(id: string, phone: string, code: string): Promise<void> {
  await call(changePhone, { id, phone, code })
  await loadMe()
}

/** Leaves this desk also where the server cannot be told; there the session ends by itself. */
export async function signOut(): Promise<void> {
  await call(signOutOperation, {}, { as: 'staff' }).catch(() => undefined)
  closeSession('staff')
  useOffice.setState({ me: undefined, unfinished: undefined, oneTime: undefined })
  goInstead('officeLogin')
}

/** Nobody is signed in: first that, then back here. */
export function askToSignIn(route: RouteName, query: Query): void {
  useOffice.setState({ me: undefined, unfinished: { route, query } })
  goInstead('officeLogin')
}

/** An entry opens by its permissions, the own account to everybody; with a one-time password nothing else does. */
export function mayOpen(me: Me, route: RouteName): boolean {
  if (route === 'account') return true
  if (me.mustChangePassword) return false
  if (route === 'inbox') return true
  return entriesFor(me.permissions).some((entry) => entry.route === route)
}

/** `市司法局 · 受理分派员` */
export function postOf(me: Me): string {
  return [me.unit?.name, ...new Set(me.grants.map(({ role }) => role))].filter(Boolean).join(' · ')
}

/** What somebody is told who could not sign in: what happened, and what to do. */
export function signInAdvice({ code }: CallFailure): string {
  const minutes = rules.lockMs / 60_000
  if (code === 'credentials-wrong')
    return `连续输错 ${rules.failuresBeforeLock} 次会锁定 ${minutes} 分钟，账号还在框里。`
  if (code === 'account-locked') return `${minutes} 分钟后会自动解锁；急用时请本单位的管理员解锁或重置密码。`
  if (code === 'too-many-requests') return '请过几分钟再试。'
  if (code === 'password-expired') return '请联系给您开账号的管理员。'
  return '请检查网络后再试；一直不行，请找本单位的管理员。'
}
