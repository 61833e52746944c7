import { Page } from '../../components/page'
import { Switch } from '../../components/switch'
import { setLargePrint, useLargePrint } from '../../lib/large-print'

export default function Home() {
  const largePrint = useLargePrint(({ on }) => on)
  return (
    <Page title="民意直通" tab="home" brand>
      <Switch label="大字版" on={largePrint} onChange={setLargePrint} />
    </Page>
  )
}
