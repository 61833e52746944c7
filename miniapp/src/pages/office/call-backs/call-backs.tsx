import { CallBench } from '../../../features/call-backs/call-bench'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function CallBacks() {
  return (
    <OfficeFrame title="结案回访" route="callBacks" fill>
      <CallBench />
    </OfficeFrame>
  )
}
