import { HotspotsView } from '../../../features/hotspots/hotspots-view'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Hotspots() {
  return (
    <OfficeFrame title="热点" route="hotspots">
      <HotspotsView />
    </OfficeFrame>
  )
}
