import { Button } from '../../../components/button'
import { CollectForm } from '../../../features/collect/collect-form'
import { CollectSend } from '../../../features/collect/collect-send'
import { FieldFrame } from '../../../features/collect/field-frame'
import { useField } from '../../../features/collect/store'
import { backOr } from '../../../lib/navigate'

export default function Collect() {
  const chosen = useField(({ draft }) => draft?.identity !== undefined)
  const foot = chosen ? (
    <CollectSend onDone={() => backOr('field')} />
  ) : (
    <Button kind="line" onPress={() => backOr('field')}>
      先不填
    </Button>
  )
  return (
    <FieldFrame title="代群众提" route="fieldCollect" foot={foot}>
      <CollectForm />
    </FieldFrame>
  )
}
