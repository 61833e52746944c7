import { DrawsCard } from '../../../features/indicators/three-rates/draws-card'
import { ThreeRatesView } from '../../../features/indicators/three-rates/three-rates-view'
import { OfficeFrame } from '../../../features/office/office-frame'
import { useOffice } from '../../../features/office/store'

export default function ThreeRates() {
  const calls = useOffice((office) => office.me?.permissions.includes('cases.call-back') ?? false)
  return (
    <OfficeFrame title="回访三率" route="threeRates">
      <ThreeRatesView />
      {calls && <DrawsCard />}
    </OfficeFrame>
  )
}
