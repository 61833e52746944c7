import { OfficeHead } from '../../../components/office/office-page'
import { OfficeFrame } from '../../../features/office/office-frame'
import { CodeDesk } from '../../../features/registry/code-desk'
import { SheetDesk } from '../../../features/registry/sheet-desk'

export default function Register() {
  return (
    <OfficeFrame title="名录" route="register">
      <OfficeHead crumb="区域、单位、执法人员和采集点" title="名录" />
      <SheetDesk />
      <CodeDesk />
    </OfficeFrame>
  )
}
