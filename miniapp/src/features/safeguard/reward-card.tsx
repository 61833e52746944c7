import type { OwnReward } from '@minyi/shared/cases/rewards/contract.ts'
import { ownRewardLabels } from '@minyi/shared/cases/rewards/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { failureFrom } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import './safeguard.css'
import { safeguard } from './store'

/** The reward of what was found true, claimed and fetched with the receipt alone. */
export function RewardCard({ caseId }: { caseId: string }) {
  const found = useRemote(() => safeguard.reward(caseId), caseId)
  return (
    <Loaded from={found} notFound={null}>
      {(value) => (
        <Card className="stack" label="举报奖励">
          <Heading>举报奖励</Heading>
          <Claiming caseId={caseId} value={value} onDone={found.replace} />
        </Card>
      )}
    </Loaded>
  )
}

type ClaimingProps = { caseId: string; value: OwnReward; onDone: (value: OwnReward) => void }

function Claiming({ caseId, value, onDone }: ClaimingProps) {
  const [busy, setBusy] = useState(false)
  const claim = async () => {
    setBusy(true)
    try {
      onDone(await safeguard.claim(caseId))
    } catch (error) {
      toast(failureFrom(error).title)
      setBusy(false)
    }
  }
  if (!value.state) {
    return (
      <>
        <View className="sub">投诉、举报经查属实并办结的，可以凭回执申领奖励。不用登记姓名，领取时也只认领取码。</View>
        <Button onPress={claim} busy={busy} disabled={!value.mayClaim}>
          {value.mayClaim ? '凭回执申领' : '查实办结以后可以申领'}
        </Button>
      </>
    )
  }
  return (
    <>
      <View className="strong">{ownRewardLabels[value.state]}</View>
      {value.reason && (
        <View>
          {value.amountYuan !== null ? `奖励 ${value.amountYuan} 元：` : ''}
          {value.reason}
        </View>
      )}
      {value.code && (
        <>
          <View className="reward-code" aria-label={`领取码 ${value.code}`}>
            {value.code}
          </View>
          <View className="sub">领取时出示这个码，不用出示身份证件。谁拿着码就给谁，请不要告诉别人。</View>
        </>
      )}
      <View className="sub">
        {value.paidAt
          ? `${instantInWords(value.paidAt)}已领取`
          : value.claimedAt && `${instantInWords(value.claimedAt)}申领`}
      </View>
    </>
  )
}
