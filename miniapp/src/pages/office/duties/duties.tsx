import { OfficeHead } from '../../../components/office/office-page'
import { DutyDesk } from '../../../features/duties/duty-desk'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Duties() {
  return (
    <OfficeFrame title="法定期限" route="duties">
      <OfficeHead crumb="年度报告、征求意见和听证：到期前两周、三天和过期当天提醒" title="法定期限" />
      <DutyDesk />
    </OfficeFrame>
  )
}
