import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Figure } from '../../../components/figure'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { ActionBar } from '../../../components/office/action-bar'
import { Clock } from '../../../components/office/clock'
import { DenseList, neighbour } from '../../../components/office/dense-list'
import { KeyHints } from '../../../components/office/key-hint'
import { OfficePage } from '../../../components/office/office-page'
import { Rail } from '../../../components/office/rail'
import { SealedFields } from '../../../components/office/sealed-field'
import { TopBar } from '../../../components/office/top-bar'
import { axisWords, Sparkline, TrendChart } from '../../../components/office/trend-chart'
import { Tag } from '../../../components/tag'
import { Timeline } from '../../../components/timeline'
import { TwoAnswers } from '../../../components/two-answers'
import { Verdict } from '../../../components/verdict'
import { useKeys } from '../../../lib/keys'
import { desktopWidth, useScreenWidth } from '../../../lib/screen'
import { sampleFigure, sampleItems, samplePoints } from './samples'

export function Desk() {
  const [queue, setQueue] = useState<'new' | 'soon' | 'late'>('new')
  const [open, setOpen] = useState<string | undefined>('2')
  const width = useScreenWidth()
  useKeys({ j: () => setOpen(neighbour(sampleItems, open, 1)), k: () => setOpen(neighbour(sampleItems, open, -1)) })
  return (
    <OfficePage
      title="工作台"
      fill
      top={
        <TopBar
          district="太仓市"
          items={[
            { group: '办件', route: 'gallery', word: '工作台' },
            { group: '办件', route: 'home', word: '居民端' },
          ]}
          current="gallery"
          person={{ name: '顾敏', post: '市司法局 · 受理岗', onPress: () => undefined }}
          demo
        />
      }
    >
      <Rail
        label="队列"
        items={[
          { value: 'new', word: '待受理', icon: 'inbox', count: 18 },
          { value: 'soon', word: '将超期', icon: 'alert', count: 9, tone: 'soon' },
          { value: 'late', word: '已超期', icon: 'warning', count: 4, tone: 'late' },
        ]}
        value={queue}
        onChange={setQueue}
      />
      <View className="column-list">
        <DenseList
          label="待受理"
          items={sampleItems.map(({ clock, state, ...item }) => ({
            ...item,
            state: <Tag tone="plain">{state}</Tag>,
            clock: <Clock {...clock} />,
          }))}
          current={open}
          onOpen={setOpen}
          foot="第 1–3 件 · 之后没有了"
        />
        <KeyHints
          keys={[
            { name: 'j', does: '下一件' },
            { name: 'a', does: '受理' },
          ]}
        />
      </View>
      {width >= desktopWidth && <Item />}
    </OfficePage>
  )
}

function Item() {
  return (
    <View className="column-item">
      <View className="column-scroll">
        <Card className="stack-tight">
          <Heading>诉求人身份：封存</Heading>
          <SealedFields
            names={['姓名', '手机号', '住址']}
            reason="诉求人选择了“封存”。只有市司法局监督岗 2 人可申请开启，每次开启留痕并告知本人；至今 0 次。"
            action={
              <Button kind="word" small onPress={() => undefined}>
                申请开启
              </Button>
            }
          />
        </Card>
        <TwoAnswers
          unit={{
            who: '单位怎么说 · 市城管局',
            icon: 'document',
            word: '已办结',
            text: '已批评教育带队人员，补开单据。',
          }}
          resident={{
            who: '诉求人怎么说 · 计入解决率',
            icon: 'warning',
            word: '没有解决',
            text: '没有人道歉。',
            tone: 'bad',
          }}
        />
        <Card>
          <Timeline
            dense
            steps={[
              { state: 'done', name: '已收 · 小程序', date: '6月8日 19:42' },
              { state: 'failed', name: '诉求人评价：没有解决', date: '6月12日 08:47' },
              { state: 'now', name: '回访核实', date: '现在' },
            ]}
          />
        </Card>
        <Notice>近 90 天市城管局“不文明”投诉 11 件，其中 3 件诉求人认为没有解决。</Notice>
        <Card>
          <Heading>走势</Heading>
          <View className="sub">{axisWords(samplePoints, 0.9)}</View>
          <TrendChart points={samplePoints} target={0.9} label="走势" />
        </Card>
        <Card>
          <View className="spread">
            <Heading>行政执法社会满意度</Heading>
            <Verdict value="met" pill />
          </View>
          <Figure value={sampleFigure} compact />
          <Sparkline points={samplePoints} target={0.9} label="近 12 个月" />
        </Card>
      </View>
      <ActionBar
        next="下一步：回访核实"
        aside="通过虚拟号拨打，看不到真实号码"
        actions={[
          { word: '回访并记录', onPress: () => undefined, keyName: 'r' },
          { word: '退回重办', onPress: () => undefined, keyName: 'b' },
          { word: '送审', onPress: () => undefined, blocked: '还有 2 处要改' },
        ]}
      />
    </View>
  )
}
