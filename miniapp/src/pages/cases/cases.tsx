import { Page } from '../../components/page'
import { StateCard } from '../../components/state-card'

export default function Cases() {
  return (
    <Page title="x" tab="cases">
      <StateCard kind="empty" title="还没有诉求" text="a" />
    </Page>
  )
}
