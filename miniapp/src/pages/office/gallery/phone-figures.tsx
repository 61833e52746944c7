import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { Figure, NoFigure } from '../../../components/figure'
import { interval, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Page } from '../../../components/page'
import { QrImage } from '../../../components/qr-image'
import { Segments } from '../../../components/segments'
import { Skeleton } from '../../../components/skeleton'
import { StateCard } from '../../../components/state-card'
import { Table } from '../../../components/table'
import { DemoMark } from '../../../components/tag'
import { Timeline } from '../../../components/timeline'
import { Trend } from '../../../components/trend'
import { TwoAnswers } from '../../../components/two-answers'
import { Verdict } from '../../../components/verdict'
import { sampleAreas, sampleFigure, samplePoints } from './samples'

export function PhoneFigures() {
  const [view, setView] = useState<'chart' | 'table'>('chart')
  return (
    <Page title="公开数据">
      <Card>
        <View className="spread">
          <Heading>行政执法社会满意度</Heading>
          <DemoMark />
        </View>
        <View className="sub">太仓市 近 90 天，目标 90% 以上</View>
        <Figure value={sampleFigure} aside={<WordLink onPress={() => undefined}>怎么算的</WordLink>} />
      </Card>
      <Card>
        <View className="spread">
          <View>
            <Heading>近 12 个月</Heading>
            <View className="sub">线是满意度，浅色带是区间</View>
          </View>
          <Segments
            label="图或表"
            options={[
              { value: 'chart', word: '图' },
              { value: 'table', word: '表' },
            ]}
            value={view}
            onChange={setView}
          />
        </View>
        <Trend points={samplePoints} target={0.9} label="近 12 个月满意度从 89.4% 到 93.6%" />
      </Card>
      <Card>
        <Heading>各镇街</Heading>
        <Table
          label="各镇街满意度"
          rows={sampleAreas}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', head: '镇街', cell: ({ name }) => name, grow: 1.2 },
            { key: 'n', head: 'n', cell: ({ n }) => n, number: true, folded: 'n = ', grow: 0.7 },
            { key: 'point', head: '满意', cell: ({ point }) => percent(point), number: true, strong: true },
            {
              key: 'interval',
              head: '区间 %',
              cell: ({ low, high }) => interval(low, high).replace(/%/g, ''),
              number: true,
              folded: '区间 ',
              grow: 1.4,
            },
            {
              key: 'verdict',
              head: '结论',
              cell: ({ verdict }) => <Verdict value={verdict} />,
              number: true,
              grow: 1.4,
            },
          ]}
        />
      </Card>
      <Card>
        <Timeline
          steps={[
            { state: 'done', name: '已收', date: '11月6日 20:15', note: '您提交，已有 6 件相似诉求，并案办理' },
            { state: 'done', name: '受理', date: '11月10日 09:30', note: '市司法局 行政执法监督科，期限 11月13日' },
            { state: 'now', name: '您的评价', date: '还剩 6 天，11月26日止', dateTone: 'warn' },
            { state: 'later', name: '再办一次', note: '改没改好，以您的评价为准' },
          ]}
        />
        <TwoAnswers
          unit={{ who: '办理单位说', icon: 'document', word: '已办结' }}
          resident={{ who: '您说', icon: 'unsure', word: '还没有表态', tone: 'unsure' }}
        />
      </Card>
      <Card>
        <QrImage text="https://example.org/r/8F3K2M" label="评价码" code="8F3K 2M" />
        <NoFigure reason="n 不到 30，还不能给出比率" />
      </Card>
      <StateCard
        kind="empty"
        title="还没有诉求"
        text="您提交的诉求会在这里，每一步都看得见。"
        action={{ word: '我要诉求', onPress: () => undefined }}
      />
      <StateCard kind="offline" title="没有连上网络" text="草稿还在本机。" />
      <StateCard kind="forbidden" title="没有找到，或者您无权查看" text="请核对编号。" />
      <StateCard kind="done" title="已收到" text="1 个工作日内联系您。" />
      <Skeleton />
      <Button busy onPress={() => undefined}>
        提交
      </Button>
    </Page>
  )
}
