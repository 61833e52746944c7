import { FollowUpBench } from '../../../features/follow-ups/follow-up-bench'
import { FollowUpSearch } from '../../../features/follow-ups/follow-up-search'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function FollowUps() {
  return (
    <OfficeFrame title="差评跟进" route="followUps" fill search={<FollowUpSearch />}>
      <FollowUpBench />
    </OfficeFrame>
  )
}
