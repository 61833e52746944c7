import { Ledger } from '../../../features/exclusions/ledger'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Exclusions() {
  return (
    <OfficeFrame title="剔除台账" route="exclusions" fill>
      <Ledger />
    </OfficeFrame>
  )
}
