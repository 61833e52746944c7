import { matterKindLabels } from '@minyi/shared/matters/labels.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import type { ExclusionDetail } from '@minyi/shared/ratings/exclusions/contract.ts'
import {
  exclusionReasonLabels,
  exclusionReasonMeanings,
  exclusionStepLabels,
} from '@minyi/shared/ratings/exclusions/labels.ts'
import { isExcluded } from '@minyi/shared/ratings/exclusions/rules.ts'
import { gradeLabels, ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Face } from '../../components/face'
import { Heading } from '../../components/heading'
import { Failed } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { ItemColumn } from '../../components/office/item-column'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { goInstead } from '../../lib/navigate'
import { instantInWords, shortDay } from '../../lib/time-words'
import { Deeds } from './deeds'
import { Effects } from './effects'
import { StateTag } from './state-tag'
import { readItem, showLedger, useLedger } from './store'

/** One exclusion: what is proposed and why, what it does to the figures, what its author says, and all that was done. */
export function LedgerItem({ onBack }: { onBack: (() => void) | undefined }) {
  const { open, item, effects, effectsFailure, itemFailure } = useLedger()
  return (
    <ItemColumn onBack={onBack} foot={item && <Deeds item={item} effects={effects} />}>
      {!open && <StateCard kind="empty" title="还没有打开一件" text="在列表里选一件，或按 j 打开第一件。" />}
      {open && !item && (itemFailure ? <Failed failure={itemFailure} onRetry={readItem} /> : <Skeleton blocks={3} />)}
      {item && (
        <>
          <ItemHead item={item} />
          <AppealCard item={item} />
          {isDecidable(item.state) && (
            <Effects effects={effects} failure={effectsFailure} undoes={isExcluded(item.state)} />
          )}
          <GroundsCard item={item} />
          <StoryCard item={item} />
        </>
      )}
    </ItemColumn>
  )
}

/** Something is left to decide, and so there is something to compare. */
const isDecidable = (state: ExclusionDetail['state']) => state === 'proposed' || isExcluded(state)

function ItemHead({ item }: { item: ExclusionDetail }) {
  const { rating } = item
  return (
    <View className="item-head">
      <View className="spread">
        <View className="wrap item-facts">
          <View>
            {rating.number} · {matterKindLabels[rating.kind]} · {rating.unit.name}
          </View>
          <StateTag state={item.state} />
        </View>
      </View>
      <Heading className="item-title">
        {exclusionReasonLabels[item.reason]}：{gradeLabels[rating.grade]}
      </Heading>
    </View>
  )
}

function GroundsCard({ item }: { item: ExclusionDetail }) {
  const { rating, followUpId, batchId } = item
  return (
    <Card className="stack-tight" label="依据">
      <View className="line-up">
        <Face grade={rating.grade} size="small" />
        <View className="grow">
          <View className="strong">{gradeLabels[rating.grade]}</View>
          <View className="sub">
            {shortDay(rating.givenDay)}评 · {ratingChannelLabels[rating.channel]}
            {rating.changes > 0 ? ` · 居民改过 ${rating.changes} 次` : ''}
          </View>
        </View>
        {item.origin === 'unit' && <Tag tone="warn">被评单位提出</Tag>}
      </View>
      <View className="written">{item.note}</View>
      <View className="sub">
        {exclusionReasonLabels[item.reason]}：{exclusionReasonMeanings[item.reason]}
      </View>
      {item.changedSince && <Notice kind="warn">提出以后居民改过评价，请按现在的等级判断。</Notice>}
      <View className="wrap">
        {followUpId && (
          <WordLink onPress={() => goInstead('followUps', { view: 'open', item: followUpId })}>
            看这件差评的跟进
          </WordLink>
        )}
        {batchId && <WordLink onPress={() => showLedger({ view: 'all', batchId })}>看同一批提出的</WordLink>}
      </View>
    </Card>
  )
}

function AppealCard({ item }: { item: ExclusionDetail }) {
  const { appeal, appealUntil, state } = item
  if (!appeal && (!appealUntil || state !== 'approved')) return null
  return (
    <Card className="stack-tight" label="申诉">
      <Heading className="card-title">居民的申诉</Heading>
      {appeal ? (
        <>
          <View className="written">{appeal.words || '内容已随匿名化删除'}</View>
          <View className="sub">{instantInWords(appeal.at)}提出</View>
        </>
      ) : (
        <View className="sub">还没有；居民可以在{appealUntil && dayInWords(appealUntil)}24:00 前申诉一次。</View>
      )}
    </Card>
  )
}

const eventWords: Record<ExclusionDetail['ratingEvents'][number]['event'], string> = {
  given: '居民评价',
  changed: '居民修改评价',
  excluded: '不再计入',
  restored: '重新计入',
  anonymised: '居民要求匿名化',
}

function StoryCard({ item }: { item: ExclusionDetail }) {
  return (
    <Card className="stack-tight" label="经过">
      <Heading className="card-title">经过</Heading>
      {item.ratingEvents
        .filter(({ event }) => event === 'given' || event === 'changed' || event === 'anonymised')
        .map(({ day, event, grade }) => (
          <Step
            key={`${day}${event}${grade}`}
            when={shortDay(day)}
            word={`${eventWords[event]}${grade ? `：${gradeLabels[grade]}` : ''}`}
          />
        ))}
      <View className="split" />
      {item.steps.map(({ at, step, by, note }) => (
        <Step
          key={step}
          when={instantInWords(at)}
          word={exclusionStepLabels[step]}
          note={[by, note].filter(Boolean).join(' · ')}
        />
      ))}
    </Card>
  )
}

function Step({ when, word, note }: { when: string; word: string; note?: string }) {
  return (
    <View className="ledger-step">
      <View className="grow">
        <View>{word}</View>
        {note && <View className="sub">{note}</View>}
      </View>
      <View className="sub nowrap">{when}</View>
    </View>
  )
}
