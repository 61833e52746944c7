import { PublishView } from '../../../features/indicators/publish/publish-view'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Publish() {
  return (
    <OfficeFrame title="发布" route="publish">
      <PublishView />
    </OfficeFrame>
  )
}
