import { OfficeHead } from '../../../components/office/office-page'
import { OfficeFrame } from '../../../features/office/office-frame'
import { WorkloadView } from '../../../features/workbench/workload/workload-view'

export default function Workload() {
  return (
    <OfficeFrame title="工作量" route="workload">
      <OfficeHead crumb="各单位和各人手上有多少件、放了多久、本周哪些要到期" title="工作量" />
      <WorkloadView />
    </OfficeFrame>
  )
}
