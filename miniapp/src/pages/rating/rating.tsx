import { changeGrade, type Grade, type ReceiptView } from '@minyi/shared/ratings/contract.ts'
import { useRouter } from '@tarojs/taro'
import { Loaded } from '../../components/loaded'
import { Page } from '../../components/page'
import { StateCard } from '../../components/state-card'
import { ReceiptDetails } from '../../features/ratings/receipt-details'
import { ReceiptExclusion } from '../../features/ratings/receipt-exclusion'
import { ReceiptHead } from '../../features/ratings/receipt-head'
import { Consent, Erase, ReRate } from '../../features/ratings/receipt-rights'
import { ReceiptSteps } from '../../features/ratings/receipt-steps'
import { findKept, findReceipt, type KeptRating, noteGrade } from '../../features/ratings/store'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { goInstead } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'
import { toast } from '../../lib/toast'

const title = '评价回执'

export default function Rating() {
  const { id = '' } = useRouter().params
  const kept = findKept(id)
  if (kept) return <OwnReceipt kept={kept} />
  return (
    <Page title={title}>
      <StateCard
        kind="forbidden"
        title="这部手机上没有这张回执"
        text="回执只存在您当时评价的手机上，这样别人打不开它。"
        action={{ word: '回首页', onPress: () => goInstead('home') }}
      />
    </Page>
  )
}

function OwnReceipt({ kept }: { kept: KeptRating }) {
  const receipt = useRemote(() => findReceipt(kept), kept.id)
  const show = (view: ReceiptView) => receipt.replace(view)
  const change = async (grade: Grade) => {
    try {
      show(await call(changeGrade, { id: await newId(), ratingId: kept.id, secret: kept.secret, grade }))
      noteGrade(kept.id, grade)
      toast('已改好，以这一次为准')
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  if (receipt.remote.state !== 'ready') {
    return (
      <Page title={title}>
        <Loaded from={receipt}>{() => null}</Loaded>
      </Page>
    )
  }
  const view = receipt.remote.value
  const parts = { kept, view, onDone: show }
  const excluded = view.exclusion && (
    <ReceiptExclusion own={view.exclusion} secret={kept.secret} onDone={receipt.reload} />
  )
  if (view.state === 'anonymised') {
    return (
      <Page title={title}>
        <ReceiptHead view={view} onChange={change} />
        {excluded}
      </Page>
    )
  }
  return (
    <ReceiptDetails
      kept={kept}
      view={view}
      onSaved={show}
      frame={(details, foot) => (
        <Page title={title} foot={foot}>
          <ReceiptHead view={view} onChange={change} />
          {excluded}
          {view.state !== 'excluded' && <ReceiptSteps view={view} />}
          <ReRate {...parts} />
          {details}
          <Consent {...parts} />
          <Erase {...parts} />
        </Page>
      )}
    />
  )
}
