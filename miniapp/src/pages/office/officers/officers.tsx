import { OfficersView } from '../../../features/indicators/own/officers-view'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Officers() {
  return (
    <OfficeFrame title="执法人员" route="officers">
      <OfficersView />
    </OfficeFrame>
  )
}
