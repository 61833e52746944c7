import { type ReactNode, useEffect } from 'react'
import { Failed } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { Page } from '../../components/page'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { useNetwork } from '../../lib/network'
import type { RouteName } from '../../lib/routes'
import { useSession } from '../../lib/session'
import { askToSignIn, land, loadMe, mayOpen, useOffice } from '../office/store'
import { sendUnsent, useField } from './store'

export type FieldFrameProps = { title: string; route: RouteName; children: ReactNode; foot?: ReactNode }

/** The frame of the collector's pages: what is not yet safe is always in sight, and goes out once there is a network. */
export function FieldFrame({ title, route, children, foot }: FieldFrameProps) {
  const token = useSession(({ staff }) => staff)
  const { me, failure } = useOffice()
  const unsent = useField((state) => state.unsent)
  const online = useNetwork((state) => state.online)
  useEffect(() => {
    if (!token) askToSignIn(route, {})
    else if (!useOffice.getState().me) loadMe()
  }, [token, route])
  const mustChange = me?.mustChangePassword === true
  useEffect(() => {
    if (me && mustChange) land(me)
  }, [me, mustChange])
  useEffect(() => {
    if (online && token && useField.getState().unsent.length > 0) sendUnsent()
  }, [online, token])
  const opens = me !== undefined && mayOpen(me, 'field')
  // Without a network the pages open all the same: whoever holds a session may write drafts.
  const offline = !me && failure?.code === 'offline'
  const bar = unsent.length > 0 && (
    <Notice kind="warn" icon="cloud-off" bar live>
      还有 {unsent.length} 份未上传，只在这部手机上，请不要删除小程序或清除数据。
    </Notice>
  )
  return (
    <Page title={title} bar={bar} locked={route === 'field'} foot={opens || offline ? foot : undefined}>
      {(opens || offline) && children}
      {!me && !offline && (failure ? <Failed failure={failure} onRetry={loadMe} /> : <Skeleton />)}
      {me && !opens && !mustChange && (
        <StateCard
          kind="forbidden"
          title="您的岗位没有开通采集"
          text="需要时请找本单位的管理员，说明在哪里采集。"
          action={{ word: '回到我的第一页', onPress: () => land(me) }}
        />
      )}
    </Page>
  )
}
