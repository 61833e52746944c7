import { readSentiment, type SentimentAct, type SentimentDetail } from '@minyi/shared/sentiment/contract.ts'
import {
  sentimentActLabels,
  sentimentColumnWords,
  sentimentLevelLabels,
  sentimentStageLabels,
} from '@minyi/shared/sentiment/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { OfficeHead } from '../../components/office/office-page'
import { OutLink } from '../../components/out-link'
import { call } from '../../lib/call'
import { useKeptRemote } from '../../lib/kept-remote'
import { go } from '../../lib/navigate'
import { instantInWords, shortDay } from '../../lib/time-words'
import { useOffice } from '../office/store'
import { AddSheet } from './add-sheet'
import { StepSheet } from './step-sheet'
import './sentiment.css'

/** One 舆情 item: where it was seen, what was done, and its response. */
export function SentimentItem({ id, onBack }: { id: string; onBack: () => void }) {
  const item = useKeptRemote(() => call(readSentiment, { sentimentId: id }), `sentiment/${id}`)
  return (
    <KeptLoaded from={item}>{(value) => <Shown value={value} onBack={onBack} onChanged={item.reload} />}</KeptLoaded>
  )
}

type ShownProps = { value: SentimentDetail; onBack: () => void; onChanged: () => void }

function Shown({ value, onBack, onChanged }: ShownProps) {
  const [act, setAct] = useState<SentimentAct>()
  const [adding, setAdding] = useState(false)
  const writes = useOffice(({ me }) => me?.permissions.includes('campaigns.write') ?? false)
  const place = [value.areaName, value.topicName, value.unitName].filter(Boolean).join(' · ')
  const level = value.level ? `${sentimentLevelLabels[value.level]} · ` : ''
  return (
    <>
      <OfficeHead
        crumb={`政务舆情 · ${sentimentStageLabels[value.stage]}（${sentimentColumnWords[value.stage]}） · ${level}${place}`}
        title={value.title}
      >
        {value.acts.map((one, i) => (
          <Button key={one} kind={i === 0 ? 'primary' : 'line'} small narrow onPress={() => setAct(one)}>
            {sentimentActLabels[one]}
          </Button>
        ))}
        {writes && (
          <Button kind="line" small narrow onPress={() => setAdding(true)}>
            补充
          </Button>
        )}
        <Button kind="line" small narrow onPress={onBack}>
          回舆情板
        </Button>
      </OfficeHead>
      <View className="sentiment-body">
        <Card label="概况和来源" className="stack-tight">
          <Heading>概况</Heading>
          <View>{value.summary}</View>
          <Heading>来源</Heading>
          {value.sources.map(({ name, url, day }) => (
            <View key={`${name}${day}${url ?? ''}`}>
              {url ? <OutLink address={url}>{name}</OutLink> : name}（{shortDay(day)}）
            </View>
          ))}
          {value.cases.length > 0 && (
            <>
              <Heading>关联的民意件</Heading>
              {value.cases.map(({ id, number, title }) => (
                <View key={id}>
                  {title === null ? (
                    number
                  ) : (
                    <WordLink label={`打开 ${number}`} onPress={() => go('workbench', { item: id })}>
                      {number}
                    </WordLink>
                  )}{' '}
                  {title ?? ''}
                </View>
              ))}
            </>
          )}
        </Card>
        {value.response && (
          <Card label="回应" className="stack-tight">
            <Heading>{value.response.title}</Heading>
            <View className="sub">{value.published ? '已公开，任何人都能看到' : '还没有公开'}</View>
            <View>{value.response.words}</View>
            {value.response.url && <OutLink address={value.response.url}>看发布的原文</OutLink>}
          </Card>
        )}
        <Card label="经过" className="stack-tight">
          <Heading>经过</Heading>
          {value.events.map(({ at, action, staffName, unitName, words }) => (
            <View key={`${at}${action}`}>
              <View className="tiny">
                {instantInWords(at)} · {sentimentActLabels[action]} · {unitName ?? ''} {staffName}
              </View>
              {words && <View>{words}</View>}
            </View>
          ))}
        </Card>
      </View>
      {adding && (
        <AddSheet
          item={value}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false)
            onChanged()
          }}
        />
      )}
      {act && (
        <StepSheet
          key={act}
          act={act}
          item={value}
          onClose={() => setAct(undefined)}
          onDone={() => {
            setAct(undefined)
            onChanged()
          }}
        />
      )}
    </>
  )
}
