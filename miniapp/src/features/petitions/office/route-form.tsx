import type { ReviewDetail } from '@minyi/shared/cases/petitions/contract.ts'
import { reviewLevelLabels } from '@minyi/shared/cases/petitions/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { TextArea } from '../../../components/field'
import { FormFoot } from '../../../components/office/form-foot'
import { useSending } from '../../../lib/sending'
import { UnitsField } from '../../supervision/units-field'
import { reviews } from './store'

/** Which unit is to review instead of where it lies. */
export function RouteForm({ review, onDone }: { review: ReviewDetail; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [units, setUnits] = useState<string[]>([])
  const [words, setWords] = useState('')
  const { busy, failure, send } = useSending('route-review')
  const name = reviewLevelLabels[review.level]
  if (!open) {
    return (
      <View className="wrap">
        <Button small narrow kind="word" onPress={() => setOpen(true)}>
          指定由其他单位{name}
        </Button>
      </View>
    )
  }
  const [unitId = null] = units
  const way = { reviewId: review.id, unitId, words: words.trim() }
  const finish = () => {
    setOpen(false)
    return onDone()
  }
  const missing = unitId === null ? '先选单位' : words.trim().length < 5 ? '先写理由' : undefined
  return (
    <View className="stack-tight">
      <UnitsField one label={`由哪个单位${name}`} values={units} onChange={setUnits} />
      <TextArea
        id={`route-${review.id}`}
        label="理由"
        hint="内部"
        value={words}
        onChange={setWords}
        maxLength={1000}
        error={failure?.fieldMessage('words')}
      />
      <FormFoot
        word="指定"
        beside={['words']}
        onSend={() => send(way, (id) => reviews.route(id, way), finish)}
        onBack={() => setOpen(false)}
        {...{ missing, busy, failure }}
      />
    </View>
  )
}
