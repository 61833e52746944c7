import { OfficeFrame } from '../../../features/office/office-frame'
import { TopicsView } from '../../../features/topics/topics-view'

export default function Topics() {
  return (
    <OfficeFrame title="诉求主题" route="topics">
      <TopicsView />
    </OfficeFrame>
  )
}
