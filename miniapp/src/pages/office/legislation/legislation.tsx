import { OfficeFrame } from '../../../features/office/office-frame'
import { LawDesk } from '../../../features/workbench/legislation/law-desk'

export default function Legislation() {
  return (
    <OfficeFrame title="立法意见" route="legislation">
      <LawDesk />
    </OfficeFrame>
  )
}
