import { View } from '@tarojs/components'
import { choices } from './choices'
import { classNames } from './class-names'
import { Face, type FaceGrade } from './face'
import { Mark } from './mark'
import { Press } from './press'
import './grade-row.css'

export type GradeWords = { grade: FaceGrade; word: string; meaning: string }

export type GradeRowsProps = {
  /** What is being rated, for screen readers. */
  label: string
  grades: readonly GradeWords[]
  value: FaceGrade | undefined
  onChange: (grade: FaceGrade) => void
  /** Inside a question of several parts: 48 high, without the meaning. */
  small?: boolean
}

/** The five grades as rows of one size, one edge and one order, none chosen beforehand. */
export function GradeRows({ label, grades, value, onChange, small }: GradeRowsProps) {
  const { group, option } = choices(
    label,
    grades.map(({ grade }) => grade),
    value,
    onChange,
  )
  return (
    <View className={classNames('grades', small && 'grades-small')} {...group}>
      {grades.map(({ grade, word, meaning }) => (
        <Press
          key={grade}
          id={`grade-${grade}`}
          className={classNames('grade', grade === value && 'grade-on')}
          label={`${word}，${meaning}`}
          {...option(grade)}
        >
          <Face grade={grade} size={small ? 'small' : 'normal'} />
          <View className="grow">
            <View className="grade-word">{word}</View>
            {!small && <View className="grade-meaning">{meaning}</View>}
          </View>
          <Mark on={grade === value} />
        </Press>
      ))}
    </View>
  )
}
