import { OfficeFrame } from '../../../features/office/office-frame'
import { SupervisionBench } from '../../../features/supervision/supervision-bench'

export default function Supervision() {
  return (
    <OfficeFrame title="督办" route="supervision" fill>
      <SupervisionBench />
    </OfficeFrame>
  )
}
