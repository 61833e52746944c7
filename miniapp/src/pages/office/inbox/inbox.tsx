import { InboxDesk } from '../../../features/notices/office/inbox-desk'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Inbox() {
  return (
    <OfficeFrame title="我的消息" route="inbox">
      <InboxDesk />
    </OfficeFrame>
  )
}
