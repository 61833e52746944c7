import { CampaignsView } from '../../../features/campaigns/campaigns-view'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Campaigns() {
  return (
    <OfficeFrame title="专项整治" route="campaigns">
      <CampaignsView />
    </OfficeFrame>
  )
}
