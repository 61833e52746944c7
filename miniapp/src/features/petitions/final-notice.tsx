import { pathWords } from '@minyi/shared/cases/paths/labels.ts'
import type { Petition } from '@minyi/shared/cases/petitions/contract.ts'
import { finalWords, remedyWords } from '@minyi/shared/cases/petitions/labels.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'

/** The end of 信访, and what is still open besides it. */
export function FinalNotice({ left }: Pick<Petition, 'left'>) {
  return (
    <>
      <Notice>
        <View className="strong">信访程序已经终结</View>
        <View>{finalWords}</View>
      </Notice>
      {left.map(({ path, untilDay, over }) => (
        <Card key={path} className="stack-tight" label={pathWords[path].title}>
          <Heading>{pathWords[path].title}</Heading>
          <View>{remedyWords[path]}</View>
          <View className="sub">{pathWords[path].where}</View>
          <View className={over ? 'bad' : 'strong'}>
            按您写的日期算，{dayInWords(untilDay)}
            {over ? '已过' : '前可以提出'}。
          </View>
        </Card>
      ))}
    </>
  )
}
