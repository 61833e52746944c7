import { useRouter } from '@tarojs/taro'
import { Card } from '../../../components/card'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Row } from '../../../components/row'
import { NotOwn } from '../../../features/cases/not-own'
import { findProgress } from '../../../features/cases/own/store'
import { CheckInsCard } from '../../../features/safeguard/check-ins-card'
import { RewardCard } from '../../../features/safeguard/reward-card'
import { go } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'

export default function Safeguard() {
  const { id = '' } = useRouter().params
  const item = useRemote(() => findProgress(id), id)
  return (
    <Page title="保护和奖励">
      <Loaded from={item} notFound={<NotOwn />}>
        {(found) => (
          <>
            <Card flush>
              <Row term="件号" title={found.number} note={found.title} />
              <Row icon="eye" title="谁看过我的信息" onPress={() => go('openings', { id })} />
            </Card>
            <CheckInsCard caseId={id} />
            {(found.kind === 'complaint' || found.kind === 'report') && <RewardCard caseId={id} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}
