import { Grade } from '@minyi/shared/ratings/contract.ts'
import type { RatingRow } from '@minyi/shared/ratings/exclusions/contract.ts'
import { gradeLabels, ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Button, WordLink } from '../../components/button'
import { Heading } from '../../components/heading'
import { Failed } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { DenseList } from '../../components/office/dense-list'
import { ItemColumn } from '../../components/office/item-column'
import { ListHead } from '../../components/office/list-head'
import { DayField, PickField } from '../../components/pick-field'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { failureFrom } from '../../lib/call'
import { shortDay } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { UnitFilter } from './filters'
import { ProposeForm } from './propose-form'
import {
  mostPicked,
  pick,
  pickNone,
  proposePicked,
  readRatings,
  showRatings,
  turnRatings,
  undoMade,
  usePicker,
} from './proposing/store'
import { readLedger } from './store'
import './exclusions.scss'

/** Ratings that count, to be ticked and proposed together; neither words nor matter, so that grade and day alone are seen. */
export function RatingPicker() {
  useEffect(() => {
    showRatings({})
  }, [])
  return (
    <>
      <Ratings />
      <ItemColumn label="提出剔除">
        <Made />
        <Picked />
      </ItemColumn>
    </>
  )
}

function Ratings() {
  const { rows, loading, failure, picked, trail, next } = usePicker()
  return (
    <View className="column-list">
      <ListHead title="提出剔除" note="只看得到等级、渠道和日期；说明和事项在差评跟进里。">
        <Filters />
      </ListHead>
      {loading && rows.length === 0 && <Skeleton blocks={4} rows={2} />}
      {failure && rows.length === 0 && <Failed failure={failure} onRetry={readRatings} />}
      {!loading && !failure && rows.length === 0 && (
        <StateCard kind="empty" title="没有这样的评价" text="换一个单位、等级或日期试试。" />
      )}
      {rows.length > 0 && (
        <DenseList
          label="计入的评价"
          items={rows.map(itemOf)}
          current={undefined}
          onOpen={pick}
          onPick={pick}
          picked={picked}
          foot={next ? '之后还有' : '之后没有了'}
          onBefore={trail.length > 1 ? () => turnRatings(false) : undefined}
          onNext={next ? () => turnRatings(true) : undefined}
        />
      )}
    </View>
  )
}

const every = 'all'

function Filters() {
  const { unitId, grade, from, to } = usePicker()
  return (
    <View className="ledger-filters">
      <UnitFilter value={unitId} onChange={(unit) => showRatings({ unitId: unit })} />
      <PickField
        id="picker-grade"
        label="等级"
        placeholder="全部等级"
        options={[
          { value: every, word: '全部等级' },
          ...([5, 4, 3, 2, 1] as const).map((one) => ({ value: String(one), word: gradeLabels[one] })),
        ]}
        value={grade ? String(grade) : every}
        onChange={(chosen) => showRatings({ grade: Grade.safeParse(Number(chosen)).data })}
      />
      <DayField
        id="picker-from"
        label="评价日期从"
        placeholder="不限"
        value={from}
        onChange={(day) => showRatings({ from: day || undefined })}
      />
      <DayField
        id="picker-to"
        label="到"
        placeholder="不限"
        value={to}
        onChange={(day) => showRatings({ to: day || undefined })}
      />
    </View>
  )
}

function itemOf(row: RatingRow) {
  return {
    id: row.id,
    title: `${row.unit.name}：${gradeLabels[row.grade]}`,
    facts: [shortDay(row.givenDay), row.number, ratingChannelLabels[row.channel]].join(' · '),
    state: row.proposed ? <Tag tone="plain">已提出</Tag> : undefined,
  }
}

/** What was just proposed, with the way back. */
function Made() {
  const made = usePicker((state) => state.made)
  if (!made) return null
  const undo = async () => {
    try {
      toast(`已撤回 ${await undoMade()} 条`)
      await readLedger()
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  return (
    <Notice icon="check" live>
      <View className="spread">
        <View>
          已提出 {made.ids.length} 条，等另一人审核。
          {made.left > 0 ? `另有 ${made.left} 条已经提出过或已剔除，没有重复提出。` : ''}
        </View>
        {made.ids.length > 0 && <WordLink onPress={undo}>撤回整批</WordLink>}
      </View>
    </Notice>
  )
}

function Picked() {
  const picked = usePicker((state) => state.picked)
  if (picked.length === 0) {
    return (
      <StateCard
        kind="empty"
        title="还没有选评价"
        text={`在列表里勾选，一次最多 ${mostPicked} 条，用同一个理由提出。提出以后还不影响数字，审核前可以整批撤回。`}
      />
    )
  }
  return (
    <View className="card stack">
      <View className="spread">
        <Heading className="card-title">已选 {picked.length} 条</Heading>
        <Button kind="word" small onPress={pickNone}>
          全部取消
        </Button>
      </View>
      <Notice kind="warn">
        剔除和造假一样危险：请只提出有依据的。审核时会写明对结论的影响，居民会被告知并可以申诉。
      </Notice>
      <ProposeForm
        key={picked.join()}
        told="同意剔除时会告诉居民"
        confirm={`提出剔除 ${picked.length} 条`}
        onPropose={async (grounds) => {
          await proposePicked(grounds)
          await readLedger()
        }}
        onClose={pickNone}
      />
    </View>
  )
}
