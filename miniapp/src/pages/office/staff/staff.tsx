import { StaffBench } from '../../../features/identity/staff/staff-bench'
import { StaffSearch } from '../../../features/identity/staff/staff-search'
import { OfficeFrame } from '../../../features/office/office-frame'
import { useOffice } from '../../../features/office/store'

export default function Staff() {
  const own = useOffice(({ me }) => me?.id ?? '')
  return (
    <OfficeFrame title="人员与权限" route="staff" fill search={<StaffSearch />}>
      <StaffBench own={own} />
    </OfficeFrame>
  )
}
