import { type Me, readMe, signInStaff, signOut as signOutOperation } from '@minyi/shared/identity/contract.ts'
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
}

/** Who is signed in as staff. What was typed elsewhere outlives a session that ended meanwhile. */
export const useOffice = create<Office>(() => ({ me: undefined, failure: undefined, unfinished: undefined }))

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
  const back = before.unfinished
  useOffice.setState({ unfinished: undefined })
  if (back && mayOpen(me, back.route)) goInstead(back.route, back.query)
  else land(me)
}

/** The first page of a post; a post without one meets the words for it on the workbench. */
export function land(me: Me): void {
  goInstead(entriesFor(me.permissions)[0]?.route ?? 'workbench')
}

export async function signOut(): Promise<void> {
  try {
    await call(signOutOperation, {}, { as: 'staff' })
  } finally {
    closeSession('staff')
    useOffice.setState({ me: undefined, unfinished: undefined })
    goInstead('officeLogin')
  }
}

/** Nobody is signed in: first that, then back here. */
export function askToSignIn(route: RouteName, query: Query): void {
  useOffice.setState({ me: undefined, unfinished: { route, query } })
  goInstead('officeLogin')
}

/** An entry opens by its permissions; a page that is no entry is reached from one and asks the server itself. */
export function mayOpen(me: Me, route: RouteName): boolean {
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
  return '请检查网络后再试；一直不行，请找本单位的管理员。'
}
