import { Overview } from '../../../features/indicators/leader/overview'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Figures() {
  return (
    <OfficeFrame title="指标" route="figures">
      <Overview />
    </OfficeFrame>
  )
}
