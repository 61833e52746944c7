import { readClaim } from '@minyi/shared/ratings/contract.ts'
import { useRouter } from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import { Page } from '../../components/page'
import { Skeleton } from '../../components/skeleton'
import { ClaimFailed } from '../../features/ratings/claim-failed'
import { ClaimForm } from '../../features/ratings/claim-form'
import { findKeptOf } from '../../features/ratings/store'
import { CallFailure, call } from '../../lib/call'
import { codeOfLaunch } from '../../lib/codes'
import { goInstead } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'

const frame = (body: ReactNode, foot?: ReactNode) => (
  <Page title="评价" foot={foot}>
    {body}
  </Page>
)

export default function Rate() {
  const { params } = useRouter()
  const launch = codeOfLaunch(params)
  const claim = params.claim ?? launch?.value ?? ''
  if (launch?.kind === 'standing') return <Elsewhere onOpen={() => goInstead('code', { code: launch.value })} />
  return <Claimed claim={claim} />
}

function Claimed({ claim }: { claim: string }) {
  const { remote, reload } = useRemote(() => call(readClaim, { claim }), claim)
  const kept = findKeptOf(claim, remote.value?.matter)
  if (kept) return <Elsewhere onOpen={() => goInstead('rating', { id: kept.id })} />
  if (remote.state === 'loading') return frame(<Skeleton blocks={3} rows={2} />)
  if (remote.state === 'failed') return frame(<ClaimFailed failure={remote.failure} onRetry={reload} />)
  const { state } = remote.value
  if (state !== 'open') {
    const code = state === 'expired' ? 'claim-expired' : 'own-matter'
    return frame(<ClaimFailed failure={new CallFailure(code, titles[code])} onRetry={reload} />)
  }
  return <ClaimForm claim={claim} view={remote.value} frame={frame} />
}

const titles = { 'claim-expired': '评价码已过期（30 天内有效）', 'own-matter': '经办人不能评价自己办理的事项' }

/** The code belongs on another page: that one takes this one's place. */
function Elsewhere({ onOpen }: { onOpen: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when this page turns out to be the wrong one
  useEffect(onOpen, [])
  return frame(<Skeleton blocks={3} rows={2} />)
}
