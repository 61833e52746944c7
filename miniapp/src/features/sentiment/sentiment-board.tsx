import { listSentiments, type SentimentRow, type SentimentStage } from '@minyi/shared/sentiment/contract.ts'
import { sentimentColumnWords, sentimentLevelLabels, sentimentStageLabels } from '@minyi/shared/sentiment/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { OfficeHead } from '../../components/office/office-page'
import { Segments } from '../../components/segments'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { useKeptRemote } from '../../lib/kept-remote'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { shortDay } from '../../lib/time-words'
import { useOffice } from '../office/store'
import './sentiment.css'

const columns = ['collected', 'judged', 'handled', 'responded'] as const

/** The board of public opinion: 收集 → 研判 → 处置 → 回应, a column each; on a phone one at a time. */
export function SentimentBoard({ onOpen, onNew }: { onOpen: (id: string) => void; onNew: () => void }) {
  const board = useKeptRemote(() => call(listSentiments, { limit: 100 }), 'sentiment/board')
  const writes = useOffice(({ me }) => me?.permissions.includes('campaigns.write') ?? false)
  const wide = useScreenWidth() >= desktopWidth
  const [shown, setShown] = useState<SentimentStage>('collected')
  return (
    <KeptLoaded from={board}>
      {({ rows, counts, next }) => (
        <>
          <OfficeHead crumb="收集 → 研判 → 处置 → 回应" title="政务舆情">
            {writes && (
              <Button small narrow onPress={onNew}>
                收集一件
              </Button>
            )}
          </OfficeHead>
          {!wide && (
            <Segments<SentimentStage>
              label="阶段"
              options={columns.map((stage) => ({
                value: stage,
                word: `${sentimentColumnWords[stage]} ${counts[stage] ?? 0}`,
              }))}
              value={shown}
              onChange={setShown}
            />
          )}
          <View className="sentiment-board">
            {(wide ? columns : columns.filter((stage) => stage === shown)).map((stage) => (
              <Column key={stage} stage={stage} rows={rows} count={counts[stage] ?? 0} onOpen={onOpen} />
            ))}
          </View>
          {next && <View className="sub">只列出最近收集的 100 件，更早的已不在板上。</View>}
          {(counts.dropped ?? 0) > 0 && (
            <View className="sub">
              另有 {counts.dropped} 件不予处置：
              {rows
                .filter(({ stage }) => stage === 'dropped')
                .map(({ id, title }) => (
                  <WordLink key={id} onPress={() => onOpen(id)}>
                    {title}
                  </WordLink>
                ))}
            </View>
          )}
        </>
      )}
    </KeptLoaded>
  )
}

type ColumnProps = {
  stage: (typeof columns)[number]
  rows: readonly SentimentRow[]
  count: number
  onOpen: (id: string) => void
}

function Column({ stage, rows, count, onOpen }: ColumnProps) {
  const own = rows.filter((row) => row.stage === stage)
  return (
    <View className="sentiment-column">
      <View className="spread">
        <Heading>{sentimentStageLabels[stage]}</Heading>
        <View className="sub">
          {sentimentColumnWords[stage]} {count} 件
        </View>
      </View>
      {own.length === 0 && <View className="sub">没有</View>}
      {own.map((row) => (
        <SentimentCard key={row.id} row={row} onOpen={() => onOpen(row.id)} />
      ))}
    </View>
  )
}

function SentimentCard({ row, onOpen }: { row: SentimentRow; onOpen: () => void }) {
  const place = [row.areaName, row.topicName, row.unitName].filter(Boolean).join(' · ')
  return (
    <Card label={row.title} className="sentiment-card">
      <WordLink onPress={onOpen}>{row.title}</WordLink>
      <View className="sub">{place}</View>
      <View className="wrap">
        {row.level && <Tag tone={row.level === 'general' ? 'plain' : 'warn'}>{sentimentLevelLabels[row.level]}</Tag>}
        {row.published && <Tag tone="good">已公开回应</Tag>}
        {row.items > 0 && <Tag tone="plain">关联 {row.items} 件</Tag>}
        <View className="tiny">{shortDay(row.collectedAt)}收集</View>
      </View>
    </Card>
  )
}
