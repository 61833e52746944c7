import type { Matter, ShownClaim } from '@minyi/shared/matters/contract.ts'
import { claimDeliveryLabels, matterKindLabels } from '@minyi/shared/matters/labels.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet, Sheet } from '../../components/confirm-sheet'
import { Failed } from '../../components/loaded'
import { QrImage } from '../../components/qr-image'
import { Row } from '../../components/row'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { shortDay } from '../../lib/time-words'
import { loadMatters, openClaim, useMatters } from './store'

/** The unit's closed matters; each can put its claim on the screen for the person at the counter. */
export function MatterList({ search }: { search: string }) {
  const { rows, next, loading, failure } = useMatters()
  const [asked, setAsked] = useState<Matter>()
  const [claim, setClaim] = useState<ShownClaim>()
  useEffect(() => {
    loadMatters(search)
  }, [search])
  if (failure) return <Failed failure={failure} onRetry={() => loadMatters(search)} />
  if (loading && rows.length === 0) return <Skeleton blocks={3} />
  if (rows.length === 0) {
    return (
      <StateCard
        kind="empty"
        title={search ? '没有找到这样的事项' : '还没有办结事项'}
        text="录入或由业务系统导入之后，当事人会收到评价邀请；没有邀请的也留在这里，数得出来。"
      />
    )
  }
  const show = async () => {
    if (!asked) return
    const shown = await openClaim(asked.id)
    setAsked(undefined)
    setClaim(shown)
    if (shown) loadMatters(search)
  }
  return (
    <>
      <Card flush label="办结事项">
        {rows.map((matter) => (
          <Row
            key={matter.id}
            title={matter.title}
            note={factsOf(matter)}
            value={<ClaimState matter={matter} />}
            onPress={() => setAsked(matter)}
          />
        ))}
      </Card>
      {next && (
        <Button kind="line" small narrow busy={loading} onPress={() => loadMatters(search, next)}>
          再看 30 件
        </Button>
      )}
      <ConfirmSheet
        open={asked !== undefined}
        title="在屏幕上出示评价码"
        text="出示过的评价会记为“窗口出示”，所占比例和满意度一起公布。请让当事人自己扫码，不要看着他选。"
        confirm="出示"
        onConfirm={show}
        onClose={() => setAsked(undefined)}
      />
      <Sheet open={claim !== undefined} title="请当事人扫码评价" onClose={() => setClaim(undefined)}>
        {claim && <QrImage text={claim.link} code={claim.shortCode} label={`评价码 ${claim.shortCode}`} />}
        <Button kind="line" onPress={() => setClaim(undefined)}>
          收起
        </Button>
      </Sheet>
    </>
  )
}

function factsOf({ kind, caseNumber, closedDay, officer }: Matter): string {
  const facts = [
    matterKindLabels[kind],
    caseNumber,
    `${shortDay(closedDay)}办结`,
    officer && `执法证 ${officer.certificateNumber}`,
  ]
  return facts.filter(Boolean).join(' · ')
}

function ClaimState({ matter }: { matter: Matter }) {
  if (!matter.claim) return <Tag tone="plain">未发邀请</Tag>
  if (matter.claim.shownAtCounter) return <Tag tone="warn">窗口出示</Tag>
  return <View className="sub">{claimDeliveryLabels[matter.claim.delivery]}</View>
}
