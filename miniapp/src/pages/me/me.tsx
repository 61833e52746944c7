import { Page } from '../../components/page'
import { StateCard } from '../../components/state-card'

export default function Me() {
  return (
    <Page title="x" tab="me">
      <StateCard kind="empty" title="还没有诉求" text="a" />
    </Page>
  )
}
