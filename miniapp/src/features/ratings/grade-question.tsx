import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { View } from '@tarojs/components'
import { GradeRows } from '../../components/grade-row'
import { Heading } from '../../components/heading'
import { grades } from './store'

export type GradeQuestionProps = {
  question: string
  note: string
  value: Grade | undefined
  onChange: (grade: Grade) => void
}

/** The one question of a rating; nothing is chosen beforehand and nothing leans to one side. */
export function GradeQuestion({ question, note, value, onChange }: GradeQuestionProps) {
  return (
    <>
      <View>
        <Heading className="title">{question}</Heading>
        <View className="sub">{note}</View>
      </View>
      <GradeRows label="满意程度" grades={grades} value={value} onChange={onChange} />
    </>
  )
}
