import { fineConductLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { roleOf } from '../../components/aria'
import { Button } from '../../components/button'
import { Heading } from '../../components/heading'
import { Failed } from '../../components/loaded'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { isH5 } from '../../lib/platform'
import { CaseClock, kindWords, StateTag } from './case-words'
import { IdentityCard } from './identity-card'
import { reloadItem, useItem } from './item/store'
import { EndNotice, StoryCard, TextCard, VerdictsCard } from './item-cards'
import { NextStep } from './next-step'
import { useStep } from './step/store'
import { StepPanel } from './step-panel'

/** The right column: the whole item, and at its foot the one place for what comes next. */
export function CaseItem({ onBack }: { onBack: (() => void) | undefined }) {
  const { id, detail, failure } = useItem()
  const act = useStep((state) => state.act)
  return (
    <View className="column-item" {...roleOf('region')} aria-label="这一件">
      <View className="column-scroll" id="item-scroll" {...(isH5 ? { tabIndex: 0 } : {})}>
        {onBack && (
          <Button kind="word" small icon="back" onPress={onBack}>
            返回列表
          </Button>
        )}
        {!id && <StateCard kind="empty" title="还没有打开一件" text="在列表里选一件，或按 j 打开第一件。" />}
        {id && !detail && (failure ? <Failed failure={failure} onRetry={reloadItem} /> : <Skeleton blocks={4} />)}
        {detail && (
          <>
            <ItemHead />
            <TextCard item={detail} />
            <IdentityCard key={detail.id} item={detail} />
            <VerdictsCard item={detail} />
            <EndNotice item={detail} />
            <StoryCard item={detail} />
          </>
        )}
      </View>
      {act ? <StepPanel /> : detail && <NextStep item={detail} />}
    </View>
  )
}

function ItemHead() {
  const detail = useItem((state) => state.detail)
  if (!detail) return null
  return (
    <View className="item-head">
      <View className="spread">
        <View className="wrap item-facts">
          <View>
            {detail.number} · {kindWords(detail)}
          </View>
          {detail.fineConduct && <View>细分：{fineConductLabels[detail.fineConduct]}</View>}
          <StateTag state={detail.state} round={detail.round} />
          {detail.disputed && <Tag tone="bad">两方说法不一</Tag>}
        </View>
        <CaseClock clock={detail.clock} />
      </View>
      <Heading level={2} className="item-title">
        {detail.title}
      </Heading>
    </View>
  )
}
