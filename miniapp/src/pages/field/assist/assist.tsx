import { AssistForm } from '../../../features/collect/assist-form'
import { FieldFrame } from '../../../features/collect/field-frame'

export default function Assist() {
  return (
    <FieldFrame title="代群众评价" route="fieldAssist">
      <AssistForm />
    </FieldFrame>
  )
}
