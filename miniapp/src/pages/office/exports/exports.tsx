import { OfficeHead } from '../../../components/office/office-page'
import { ExportDesk } from '../../../features/exports/export-desk'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Exports() {
  return (
    <OfficeFrame title="导出" route="exports">
      <OfficeHead crumb="只有您能下载，不含任何身份信息，每次都有记录" title="导出" />
      <ExportDesk />
    </OfficeFrame>
  )
}
