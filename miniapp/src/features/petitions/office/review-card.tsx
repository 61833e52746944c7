import type { ReviewRow } from '@minyi/shared/cases/petitions/contract.ts'
import { reviewInWords, reviewLevelLabels } from '@minyi/shared/cases/petitions/labels.ts'
import { clockInWords, dueInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { Tag } from '../../../components/tag'
import { useRemote } from '../../../lib/remote'
import { instantInWords } from '../../../lib/time-words'
import { OpinionForm } from './opinion-form'
import { RouteForm } from './route-form'
import { reviews } from './store'

export type ReviewCardProps = { row: ReviewRow; opened: boolean; onDone: () => void }

/** One review: who asks for what against whose answer, and until when; opened, everything that a finding needs. */
export function ReviewCard({ row, opened, onDone }: ReviewCardProps) {
  const [open, setOpen] = useState(opened)
  const { clock, level, state } = row
  return (
    <Card label={`${reviewLevelLabels[level]} ${row.number}`} className="stack-tight">
      <View className="spread">
        <View className="wrap">
          <Tag tone={state === 'asked' ? 'warn' : 'plain'}>{reviewInWords(row)}</Tag>
          <Heading className="strong">
            {row.number} {row.title}
          </Heading>
        </View>
        {clock && (
          <View className={clock.state === 'overdue' ? 'bad' : 'sub'}>
            {clockInWords(clock)} · {dueInWords(clock)}
          </View>
        )}
      </View>
      <View>{row.reasons}</View>
      <View className="sub">
        {[
          row.answeredBy && `答复单位：${row.answeredBy}`,
          `${reviewLevelLabels[level]}：${row.officeName ?? '受理分派岗'}`,
          row.areaName,
          instantInWords(row.askedAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </View>
      {!open && (
        <View className="wrap">
          <Button small narrow kind="line" onPress={() => setOpen(true)}>
            {row.mayDecide ? '审阅并作出意见' : '看全文'}
          </Button>
        </View>
      )}
      {open && <Opened row={row} onDone={onDone} />}
    </Card>
  )
}

function Opened({ row, onDone }: { row: ReviewRow; onDone: () => void }) {
  const detail = useRemote(() => reviews.read(row.id), `${row.id}/${row.state}/${row.officeName ?? ''}`)
  return (
    <Loaded from={detail}>
      {(found) => (
        <View className="stack">
          <Part title="诉求">{found.text}</Part>
          {found.answers.map(({ at, unitName, words }) => (
            <Part key={at} title={`${unitName ?? '承办单位'}答复（${instantInWords(at)}）`}>
              {words}
            </Part>
          ))}
          {found.earlier?.outcome && <Part title={reviewInWords(found.earlier)}>{found.earlier.words}</Part>}
          {found.outcome && <Part title={reviewInWords(found)}>{found.words}</Part>}
          {found.mayDecide && <OpinionForm review={found} onDone={onDone} />}
          {found.state === 'asked' && !found.mayDecide && (
            <View className="sub">答复过、复查过的人和单位不能再复查复核，请由其他单位或同事作出意见。</View>
          )}
          {found.mayRoute && <RouteForm review={found} onDone={onDone} />}
        </View>
      )}
    </Loaded>
  )
}

function Part({ title, children }: { title: string; children: string | null }) {
  return (
    <View className="stack-tight">
      <View className="strong">{title}</View>
      <View className="written">{children}</View>
    </View>
  )
}
