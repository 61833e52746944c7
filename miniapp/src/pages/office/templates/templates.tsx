import { OfficeHead } from '../../../components/office/office-page'
import { OfficeFrame } from '../../../features/office/office-frame'
import { TemplateDesk } from '../../../features/workbench/templates/template-desk'

export default function Templates() {
  return (
    <OfficeFrame title="答复模板" route="templates">
      <OfficeHead crumb="全区通用的由受理岗维护，本单位的由承办人维护" title="答复模板" />
      <TemplateDesk />
    </OfficeFrame>
  )
}
