import { Card } from '../../components/card'
import { Page } from '../../components/page'
import { Row } from '../../components/row'
import { Switch } from '../../components/switch'
import { setLargePrint, useLargePrint } from '../../lib/large-print'

export default function Me() {
  const largePrint = useLargePrint(({ on }) => on)
  return (
    <Page title="我的" tab="me">
      <Card flush>
        <Row
          icon="book"
          title="字号"
          note="大字版：字更大，按钮更大"
          value={<Switch label="大字版" on={largePrint} onChange={setLargePrint} />}
        />
      </Card>
    </Page>
  )
}
