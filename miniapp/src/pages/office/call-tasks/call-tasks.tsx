import { OfficeHead } from '../../../components/office/office-page'
import { CallTasks } from '../../../features/notices/calls/call-tasks'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function CallTasksPage() {
  return (
    <OfficeFrame title="电话告知" route="callTasks">
      <OfficeHead crumb="微信和短信都没送到，留了电话的" title="电话告知" />
      <CallTasks />
    </OfficeFrame>
  )
}
