import { readCodeSubject } from '@minyi/shared/registry/contract.ts'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Page } from '../../components/page'
import { Skeleton } from '../../components/skeleton'
import { ClaimFailed } from '../../features/ratings/claim-failed'
import { StandingForm } from '../../features/ratings/standing-form'
import { call } from '../../lib/call'
import { codeOfLaunch } from '../../lib/codes'
import { useRemote } from '../../lib/remote'

const frame = (body: ReactNode, foot?: ReactNode) => (
  <Page title="扫码评价" foot={foot}>
    {body}
  </Page>
)

export default function Code() {
  const { params } = useRouter()
  const code = params.code ?? codeOfLaunch(params)?.value ?? ''
  const { remote, reload } = useRemote(() => call(readCodeSubject, { code }), code)
  if (remote.state === 'loading') return frame(<Skeleton blocks={3} rows={2} />)
  if (remote.state === 'failed') return frame(<ClaimFailed failure={remote.failure} onRetry={reload} />)
  return <StandingForm subject={remote.value} frame={frame} />
}
