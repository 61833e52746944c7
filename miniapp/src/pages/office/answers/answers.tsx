import { AnswersView } from '../../../features/indicators/answers/answers-view'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Answers() {
  return (
    <OfficeFrame title="调查数据" route="answers">
      <AnswersView />
    </OfficeFrame>
  )
}
