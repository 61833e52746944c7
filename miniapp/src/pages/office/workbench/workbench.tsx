import { OfficeFrame } from '../../../features/office/office-frame'
import { Bench } from '../../../features/workbench/bench'
import { Search } from '../../../features/workbench/search'
import { MentionBell } from '../../../features/workbench/talk/mention-bell'

export default function Workbench() {
  return (
    <OfficeFrame
      title="工作台"
      route="workbench"
      fill
      search={
        <>
          <Search />
          <MentionBell />
        </>
      }
    >
      <Bench />
    </OfficeFrame>
  )
}
