import { OfficeHead } from '../../../components/office/office-page'
import { OfficeFrame } from '../../../features/office/office-frame'
import { WebhookDesk } from '../../../features/webhooks/webhook-desk'

export default function Webhooks() {
  return (
    <OfficeFrame title="事件推送" route="webhooks">
      <OfficeHead crumb="只推送编号和公开的状态，不推送任何人写的内容" title="事件推送" />
      <WebhookDesk />
    </OfficeFrame>
  )
}
