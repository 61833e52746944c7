import { fineConductLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { Heading } from '../../components/heading'
import { Failed } from '../../components/loaded'
import { ItemColumn } from '../../components/office/item-column'
import { Marked } from '../../components/office/marked'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { ItemReviews } from '../petitions/office/item-reviews'
import { ProtectionCard } from '../protection/item-protection'
import { CaseSupervision } from '../supervision/case-supervision'
import { CaseClock, kindWords, StateTag } from './case-words'
import { IdentityCard } from './identity-card'
import { reloadItem, useItem } from './item/store'
import { EndNotice, StoryCard, TextCard, VerdictsCard } from './item-cards'
import { useSearchedWords } from './list/store'
import { NextStep } from './next-step'
import { SimilarCard } from './similar/similar-card'
import { Standing } from './step/standing'
import { useStep } from './step/store'
import { WaitingCard } from './step/waiting-card'
import { StepPanel } from './step-panel'
import { OthersBar } from './talk/others-bar'
import { usePresence } from './talk/store'

/** The whole item, and at its foot what comes next or the step that is being taken. */
export function CaseItem({ onBack }: { onBack: (() => void) | undefined }) {
  const { id, detail, failure } = useItem()
  const act = useStep((state) => state.act)
  usePresence(detail?.id, act)
  return (
    <ItemColumn onBack={onBack} foot={act ? <StepPanel /> : detail && <NextStep item={detail} />}>
      {!id && <StateCard kind="empty" title="还没有打开一件" text="在列表里选一件，或按 j 打开第一件。" />}
      {id && !detail && (failure ? <Failed failure={failure} onRetry={reloadItem} /> : <Skeleton blocks={4} />)}
      {detail && (
        <>
          <ItemHead />
          <OthersBar />
          <WaitingCard key={`waiting-${detail.id}`} item={detail} />
          <TextCard item={detail} />
          <IdentityCard key={detail.id} item={detail} />
          <VerdictsCard item={detail} />
          <EndNotice item={detail} />
          <ItemReviews item={detail} />
          <SimilarCard key={`similar-${detail.id}`} item={detail} />
          <ProtectionCard key={`protection-${detail.id}`} item={detail} onDone={reloadItem} />
          <CaseSupervision key={`supervision-${detail.id}`} caseId={detail.id} />
          <StoryCard item={detail} />
        </>
      )}
    </ItemColumn>
  )
}

function ItemHead() {
  const detail = useItem((state) => state.detail)
  const words = useSearchedWords()
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
        <Marked text={detail.title} words={words} />
      </Heading>
      <Standing item={detail} />
    </View>
  )
}
