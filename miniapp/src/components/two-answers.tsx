import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import './two-answers.css'

export type AnswerSide = {
  who: string
  icon: IconName
  word: string
  text?: ReactNode
  tone?: 'plain' | 'unsure' | 'good' | 'bad'
}
export type TwoAnswersProps = { unit: AnswerSide; resident: AnswerSide }

/** What the unit says and what the resident says, side by side, the same size, never merged into one state. */
export function TwoAnswers({ unit, resident }: TwoAnswersProps) {
  return (
    <View className="two-answers">
      {[unit, resident].map((side) => (
        <View key={side.who} className={classNames('answer-side', `answer-${side.tone ?? 'plain'}`)}>
          <View className="sub">{side.who}</View>
          <View className="answer-word">
            <Icon name={side.icon} />
            {side.word}
          </View>
          {side.text && <View className="answer-text">{side.text}</View>}
        </View>
      ))}
    </View>
  )
}
