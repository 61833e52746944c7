import type { Method } from '@minyi/shared/indicators/methods/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Row } from '../../../components/row'
import { go } from '../../../lib/navigate'
import { Term } from './terms'
import './open.css'

/** The clause word for word, and how anybody computes the figure again. */
export function SourceCard({ clause, indicatorId }: Pick<Method, 'clause' | 'indicatorId'>) {
  return (
    <Card className="stack" label="依据和复算">
      <Heading>依据和复算</Heading>
      <Term word="文件">
        {clause.document}
        {clause.number ? `（${clause.number}）` : ''}
      </Term>
      <Term word="位置">{clause.place}</Term>
      <View className="clause">“{clause.text}”</View>
      <Heading level={3} className="strong">
        自己再算一遍
      </Heading>
      <View>下载一个已发布数字的“全部文件”，解压到一个文件夹，断开网络和数据库也能算：</View>
      <View className="command">npm run -s figure -- recompute 文件夹</View>
      <View className="sub">算出来一模一样才通过；改动一行，数字就对不上，程序报错退出。</View>
      <Row icon="list" title="已发布的数字" onPress={() => go('published', { id: indicatorId })} />
    </Card>
  )
}
