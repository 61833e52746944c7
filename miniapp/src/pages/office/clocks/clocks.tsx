import { OfficeHead } from '../../../components/office/office-page'
import { ClockDesk } from '../../../features/clocks/clock-desk'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Clocks() {
  return (
    <OfficeFrame title="时限与日历" route="clocks">
      <OfficeHead crumb="每项时限的天数、依据和历次规定；先预览影响，再决定" title="时限与日历" />
      <ClockDesk />
    </OfficeFrame>
  )
}
