import { ImportDesk } from '../../../features/imports/import-desk'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Imports() {
  return (
    <OfficeFrame title="数据导入" route="imports">
      <ImportDesk />
    </OfficeFrame>
  )
}
