import type { ClarificationPaper } from '@minyi/shared/cases/clarifications/contract.ts'
import { clarificationText } from '@minyi/shared/cases/clarifications/rules.ts'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Tag } from '../../components/tag'
import './protection.css'

/** A clarification as it is printed: number, heading, body, and who signs. */
export function PaperCard({ paper, children }: { paper: ClarificationPaper; children?: ReactNode }) {
  const { title, lines, signed } = clarificationText(paper)
  return (
    <Card className="stack-tight" label={`${title} ${paper.number}`}>
      <View className="spread">
        <View className="sub">{paper.number}</View>
        {paper.withdrawn ? <Tag tone="plain">已撤销</Tag> : paper.public && <Tag tone="good">已公开</Tag>}
      </View>
      <Heading className="subtitle centre">{title}</Heading>
      {lines.map((line, index) => (
        <View key={line} className={index === 0 ? 'strong' : 'paper-line'}>
          {line}
        </View>
      ))}
      <View className="paper-signed">
        {signed.map((line) => (
          <View key={line}>{line}</View>
        ))}
      </View>
      {children}
    </Card>
  )
}
