import { Card } from '../../../components/card'
import { Row } from '../../../components/row'
import { isH5 } from '../../../lib/platform'
import { printPage } from '../../../lib/print'
import { sharePage } from '../../../lib/share'

/** Sending a public page on and printing it; WeChat has both in its own menu. */
export function PageTools({ title }: { title: string }) {
  if (!isH5) return null
  return (
    <Card flush className="screen-only">
      <Row icon="link" title="分享这一页" note="发送或复制链接，不用登录就能看" onPress={() => sharePage(title)} />
      <Row icon="print" title="打印这一页" onPress={printPage} />
    </Card>
  )
}
