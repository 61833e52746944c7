import { BulletinsView } from '../../../features/bulletins/bulletins-view'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Bulletins() {
  return (
    <OfficeFrame title="通报" route="bulletins">
      <BulletinsView />
    </OfficeFrame>
  )
}
