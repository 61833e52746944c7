import { UnitRatings as UnitRatingsView } from '../../../features/follow-ups/unit-ratings'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function UnitRatings() {
  return (
    <OfficeFrame title="评价反馈" route="unitRatings">
      <UnitRatingsView />
    </OfficeFrame>
  )
}
