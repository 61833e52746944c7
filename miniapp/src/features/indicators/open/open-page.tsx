import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from '../../../components/aria'
import { classNames } from '../../../components/class-names'
import { Page } from '../../../components/page'
import { Press } from '../../../components/press'
import { Switch } from '../../../components/switch'
import { setLargePrint, useLargePrint } from '../../../lib/large-print'
import { go } from '../../../lib/navigate'
import { isH5 } from '../../../lib/platform'
import type { RouteName } from '../../../lib/routes'
import { desktopWidth, useScreenWidth } from '../../../lib/screen'
import './open.css'

export type OpenPageProps = { title: string; route: RouteName; id?: string; children: ReactNode }

const places: readonly { route: RouteName; word: string }[] = [
  { route: 'figure', word: '满意度' },
  { route: 'method', word: '怎么算的' },
  { route: 'published', word: '已发布' },
  { route: 'openBulletins', word: '通报' },
  { route: 'openData', word: '开放数据' },
  { route: 'responses', word: '回应' },
  { route: 'clarifications', word: '澄清' },
]

/** A page that anybody may read: the ways to its neighbours and large print stand on top, on a phone as on a desktop. */
export function OpenPage({ title, route, id, children }: OpenPageProps) {
  const largePrint = useLargePrint(({ on }) => on)
  const isDesk = useScreenWidth() >= desktopWidth
  return (
    <Page title={title} wide brand={isDesk}>
      <View className="open-bar">
        <View className="open-ways" {...(isH5 ? roleOf('navigation') : {})} aria-label="公开数据">
          {places.map((place) => (
            <Press
              key={place.route}
              role="link"
              current={place.route === route}
              className={classNames('open-way', place.route === route && 'open-way-on')}
              onPress={() => place.route !== route && go(place.route, id ? { id } : {})}
            >
              {place.word}
            </Press>
          ))}
        </View>
        <Switch label="大字版" on={largePrint} onChange={setLargePrint} />
      </View>
      {children}
    </Page>
  )
}
