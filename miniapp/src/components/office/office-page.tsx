import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { usePageTitle } from '../../lib/page-title'
import { roleOf } from '../aria'
import { Heading } from '../heading'
import { OfflineBar } from '../offline-bar'
import { PageRoot } from '../page'
import { StateCard } from '../state-card'
import { ToastHost } from '../toast-host'
import './office-page.css'

export type OfficePageProps = {
  title: string
  top: ReactNode
  children: ReactNode
  /** Columns that scroll by themselves and fill the window, as on the workbench, instead of one scrolling page. */
  fill?: boolean
}

/** The frame of an office page: real px, the width of a desktop, 14 px type, usable on a phone one column at a time. */
export function OfficePage({ title, top, children, fill }: OfficePageProps) {
  usePageTitle(title)
  return (
    <PageRoot className={fill ? 'office office-fill' : 'office'}>
      {top}
      <OfflineBar />
      <View className={fill ? 'office-columns' : 'office-body'} {...roleOf('main')}>
        <ErrorBoundary
          fallbackRender={({ resetErrorBoundary }) => (
            <StateCard
              kind="error"
              title="这一页出了问题"
              text="已经办理的内容不受影响。"
              action={{ word: '重新打开', onPress: resetErrorBoundary }}
            />
          )}
        >
          {children}
        </ErrorBoundary>
      </View>
      <ToastHost />
    </PageRoot>
  )
}

/** Title, what it covers, and at the right what can be done with the whole page. */
export function OfficeHead({ crumb, title, children }: { crumb?: ReactNode; title: ReactNode; children?: ReactNode }) {
  return (
    <View className="office-head">
      <View className="grow">
        {crumb && <View className="tiny office-crumb">{crumb}</View>}
        <Heading level={1} className="office-title">
          {title}
        </Heading>
      </View>
      <View className="wrap">{children}</View>
    </View>
  )
}
