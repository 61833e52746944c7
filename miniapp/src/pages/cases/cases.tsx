import { Page } from '../../components/page'
import { StateCard } from '../../components/state-card'

export default function Cases() {
  return (
    <Page title="我的诉求" tab="cases">
      <StateCard kind="empty" title="还没有诉求" text="您提交的诉求会在这里，每一步都看得见。" />
    </Page>
  )
}
