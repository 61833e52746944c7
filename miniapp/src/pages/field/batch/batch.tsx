import { BatchForm } from '../../../features/collect/batch/batch-form'
import { BatchSend } from '../../../features/collect/batch/batch-send'
import { FieldFrame } from '../../../features/collect/field-frame'

export default function Batch() {
  return (
    <FieldFrame title="连着记几条" route="fieldBatch" foot={<BatchSend />}>
      <BatchForm />
    </FieldFrame>
  )
}
