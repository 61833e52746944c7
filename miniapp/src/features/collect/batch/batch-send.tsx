import { Button } from '../../../components/button'
import { missingInBatch, sendBatch, useBatch } from './store'

/** Hands over all lines at once; each is told by itself afterwards. */
export function BatchSend() {
  const { origin, lines, busy } = useBatch()
  const missing = missingInBatch({ origin, lines })
  return (
    <Button
      id="batch-send"
      icon="upload"
      busy={busy}
      disabled={missing !== undefined}
      note={missing}
      onPress={sendBatch}
    >
      提交这 {lines.length} 条
    </Button>
  )
}
