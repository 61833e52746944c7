import { OfficeHead } from '../../../components/office/office-page'
import { ApprovalDesk } from '../../../features/approvals/approval-desk'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Approvals() {
  return (
    <OfficeFrame title="审核" route="approvals">
      <OfficeHead crumb="延期、暂停计时、异议和批量结案：提出的人不能自己审核" title="审核" />
      <ApprovalDesk />
    </OfficeFrame>
  )
}
