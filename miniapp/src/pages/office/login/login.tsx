import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { roleOf } from '../../../components/aria'
import { Brand } from '../../../components/brand'
import { WordLink } from '../../../components/button'
import { Heading } from '../../../components/heading'
import { Icon } from '../../../components/icon'
import type { IconName } from '../../../components/icon-shapes'
import { PageRoot } from '../../../components/page'
import { DemoMark } from '../../../components/tag'
import { ToastHost } from '../../../components/toast-host'
import { loadPlace, usePlace } from '../../../features/identity/store'
import { SignInForm } from '../../../features/office/sign-in-form'
import { land, loadMe, useOffice } from '../../../features/office/store'
import { goInstead } from '../../../lib/navigate'
import { usePageTitle } from '../../../lib/page-title'
import { tokenOf } from '../../../lib/session'
import '../../../components/office/office-page.css'
import './login.css'

const promises: readonly { icon: IconName; title: string; text: string }[] = [
  { icon: 'lock', title: '封存的身份，谁也不能随手打开', text: '要开启，须写明理由、留下记录，并告知本人。' },
  { icon: 'trend', title: '每个数字都有出处', text: 'n、区间、口径和剔除，谁都能照着重算。' },
  { icon: 'people', title: '单位说了办结，群众说了才算解决', text: '两边各记各的，互不代填。' },
]

export default function Login() {
  const place = usePlace((state) => state.place)
  usePageTitle('工作人员登录')
  useEffect(() => {
    loadPlace()
    if (tokenOf('staff')) loadMe().then(goOn)
  }, [])
  return (
    <PageRoot className="office sign-in">
      <View className="sign-in-about" {...roleOf('banner')}>
        <View className="line-up">
          <Brand />
          {place && <View className="sign-in-place">{place.name}</View>}
          {place?.demo && <DemoMark />}
        </View>
        <View className="sign-in-words">
          <Heading className="sign-in-motto">把群众的话记准，把办的事说清。</Heading>
          <View className="sign-in-for">
            {place?.name ?? ''}群众参与和满意度工作后台，供市级部门、镇和街道、采集人员使用。
          </View>
          <View className="sign-in-promises">
            {promises.map(({ icon, title, text }) => (
              <View key={title} className="sign-in-promise">
                <View className="sign-in-icon">
                  <Icon name={icon} size={20} />
                </View>
                <View>
                  <View className="strong">{title}</View>
                  <View className="sign-in-text">{text}</View>
                </View>
              </View>
            ))}
          </View>
        </View>
        <View className="sub">
          居民请用微信小程序或居民页，不用登录这里。
          <WordLink onPress={() => goInstead('home')}>打开居民页</WordLink>
        </View>
      </View>
      <View className="sign-in-side" {...roleOf('main')}>
        <SignInForm />
      </View>
      <ToastHost />
    </PageRoot>
  )
}

function goOn(): void {
  const { me } = useOffice.getState()
  if (me) land(me)
}
