import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { OpenBulletinList } from '../../../features/bulletins/open/bulletin-list'
import { OpenBulletinView } from '../../../features/bulletins/open/bulletin-page'
import { OpenPage } from '../../../features/indicators/open/open-page'
import { urlOf } from '../../../lib/navigate'

export default function OpenBulletins() {
  const { id = '' } = useRouter().params
  useShareAppMessage(() => ({ title: '通报和年度报告', path: urlOf('openBulletins', { id }) }))
  return (
    <OpenPage title="通报和年度报告" route="openBulletins">
      {id ? <OpenBulletinView key={id} id={id} /> : <OpenBulletinList />}
    </OpenPage>
  )
}
