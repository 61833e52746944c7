import type { Me } from '@minyi/shared/identity/contract.ts'
import { type ReactNode, useEffect, useState } from 'react'
import { Failed } from '../../components/loaded'
import { OfficePage } from '../../components/office/office-page'
import { TopBar } from '../../components/office/top-bar'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { queryOfAddress } from '../../lib/address'
import { entriesFor } from '../../lib/entries'
import { goInstead } from '../../lib/navigate'
import type { RouteName } from '../../lib/routes'
import { useSession } from '../../lib/session'
import { Bell } from '../notices/office/bell'
import { PersonSheet } from './person-sheet'
import { askToSignIn, land, loadMe, mayOpen, postOf, signOut, useOffice } from './store'

export type OfficeFrameProps = {
  title: string
  /** The page's own route; `entry` where it belongs to another entry of the bar. */
  route: RouteName
  entry?: RouteName
  fill?: boolean
  /** Stands in the bar before the person. */
  search?: ReactNode
  children: ReactNode
}

/** The frame of every office page: the bar with what the person's permissions open, and nothing behind it without them. */
export function OfficeFrame({ title, route, entry = route, fill, search, children }: OfficeFrameProps) {
  const token = useSession(({ staff }) => staff)
  const { me, failure } = useOffice()
  const [menu, setMenu] = useState(false)
  useEffect(() => {
    if (!token) askToSignIn(route, queryOfAddress())
    else if (!useOffice.getState().me) loadMe()
  }, [token, route])
  const mustChange = me?.mustChangePassword === true && route !== 'account'
  useEffect(() => {
    if (mustChange) goInstead('account')
  }, [mustChange])
  const top = (
    <TopBar
      district={me?.tenant.name ?? ''}
      items={me && !me.mustChangePassword ? entriesFor(me.permissions) : []}
      current={entry}
      demo={me?.tenant.demo}
      person={me && { name: me.name ?? '工作人员', post: postOf(me), onPress: () => setMenu(true) }}
    >
      {search}
      {me && !me.mustChangePassword && <Bell />}
    </TopBar>
  )
  const opens = me !== undefined && mayOpen(me, entry)
  return (
    <OfficePage title={title} top={top} fill={fill && opens}>
      {opens && children}
      {!me && (failure ? <Failed failure={failure} onRetry={loadMe} /> : <Skeleton blocks={3} />)}
      {me && !opens && !mustChange && <Forbidden me={me} />}
      {me && <PersonSheet me={me} open={menu} onClose={() => setMenu(false)} />}
    </OfficePage>
  )
}

function Forbidden({ me }: { me: Me }) {
  const hasOther = entriesFor(me.permissions).length > 0
  return (
    <StateCard
      kind="forbidden"
      title="您的岗位没有开通这一页"
      text="需要时请找本单位的管理员，说明要办什么事。"
      action={
        hasOther ? { word: '回到我的第一页', onPress: () => land(me) } : { word: '退出登录', onPress: () => signOut() }
      }
    />
  )
}
