import { FieldFrame } from '../../../features/collect/field-frame'
import { FieldStart } from '../../../features/collect/field-start'

export default function Start() {
  return (
    <FieldFrame title="采集" route="field">
      <FieldStart />
    </FieldFrame>
  )
}
