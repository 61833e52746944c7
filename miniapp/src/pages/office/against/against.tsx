import { OfficeFrame } from '../../../features/office/office-frame'
import { AgainstList } from '../../../features/workbench/against/against-list'

export default function Against() {
  return (
    <OfficeFrame title="涉及本单位" route="against" fill>
      <AgainstList />
    </OfficeFrame>
  )
}
