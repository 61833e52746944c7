import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { typeScaleStyle, useLargePrint } from '../lib/large-print'
import { back } from '../lib/navigate'
import { usePageTitle } from '../lib/page-title'
import { isH5 } from '../lib/platform'
import type { TabName } from '../lib/routes'
import { roleOf } from './aria'
import { Brand } from './brand'
import { classNames } from './class-names'
import { Heading } from './heading'
import { Icon } from './icon'
import { OfflineBar } from './offline-bar'
import { Press } from './press'
import { StateCard } from './state-card'
import { TabBar } from './tab-bar'
import { ToastHost } from './toast-host'
import './page.css'

export type PageProps = {
  title: string
  children: ReactNode
  /** One of the tabs: no way back, and the tab bar under it on h5 (WeChat draws its own). */
  tab?: TabName
  /** At most one primary button, kept in sight at the bottom. */
  foot?: ReactNode
  /** Full width under the header, such as the field worker's amber bar. */
  bar?: ReactNode
  /** The first page shows the brand instead of a title. */
  brand?: boolean
  /** A locked page, such as the hand-over screen, has no way back. */
  locked?: boolean
  /** Uses the whole width of a desktop instead of a phone's column. */
  wide?: boolean
}

/** The frame of a resident's or field worker's page: header, scrolling body, foot or tab bar, large print, safe areas. */
export function Page(props: PageProps) {
  const { title, children, tab, foot, bar, brand, locked, wide } = props
  usePageTitle(title)
  return (
    <PageRoot className={classNames('page', wide && 'page-wide')}>
      {isH5 && <Header title={title} brand={brand} hasBack={!tab && !locked} />}
      {bar || <OfflineBar />}
      <View className="page-body" {...roleOf('main')}>
        <ErrorBoundary fallbackRender={({ resetErrorBoundary }) => <Broken onRetry={resetErrorBoundary} />}>
          {children}
        </ErrorBoundary>
      </View>
      <ToastHost />
      {foot && (
        <View className="foot" {...roleOf('region')} aria-label="操作">
          {foot}
        </View>
      )}
      {isH5 && tab && <TabBar current={tab} />}
    </PageRoot>
  )
}

/** What every page of every kind stands in: the tokens, in normal or large print, at the reader's size of type. */
export function PageRoot({ className, children }: { className: string; children: ReactNode }) {
  const largePrint = useLargePrint(({ on }) => on)
  const [scale] = useState(typeScaleStyle)
  return (
    <View className={classNames('root', largePrint && 'large-print', className)} style={scale}>
      {children}
    </View>
  )
}

/** Two buttons of a foot, the first narrow. */
export function FootPair({ children }: { children: ReactNode }) {
  return <View className="foot-pair">{children}</View>
}

function Header({ title, brand, hasBack }: { title: string; brand?: boolean; hasBack: boolean }) {
  return (
    <View className="nav" {...roleOf('banner')}>
      {hasBack && (
        <Press className="nav-back" label="返回" onPress={back}>
          <Icon name="back" size={24} />
        </Press>
      )}
      {brand ? (
        <Brand />
      ) : (
        <Heading level={1} className="nav-title">
          {title}
        </Heading>
      )}
    </View>
  )
}

function Broken({ onRetry }: { onRetry: () => void }) {
  return (
    <StateCard
      kind="error"
      title="这一页出了问题"
      text="您已经提交的内容不受影响，草稿还在本机。"
      action={{ word: '重新打开', onPress: onRetry }}
    />
  )
}
