import { listResponses } from '@minyi/shared/sentiment/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { OutLink } from '../../components/out-link'
import { StateCard } from '../../components/state-card'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { shortDay } from '../../lib/time-words'
import { OpenPage } from '../indicators/open/open-page'

/** What was answered in public to what was said in public, for everybody. */
export function ResponsesView() {
  const responses = useRemote(() => call(listResponses, { limit: 50 }), 'responses')
  return (
    <OpenPage title="舆情回应" route="responses">
      <View className="sub">对网上和媒体上关心的事，主管单位公开作出的回应。</View>
      <Loaded from={responses}>
        {({ rows }) =>
          rows.length === 0 ? (
            <StateCard kind="empty" title="还没有公开的回应" text="公开作出的回应会列在这里。" />
          ) : (
            rows.map(({ id, title, words, url, topicName, respondedAt }) => (
              <Card key={id} label={title} className="stack-tight">
                <Heading>{title}</Heading>
                <View className="sub">
                  {respondedAt.slice(0, 4)}年{shortDay(respondedAt)}
                  {topicName ? ` · ${topicName}` : ''}
                </View>
                <View>{words}</View>
                {url && <OutLink address={url}>看发布的原文</OutLink>}
              </Card>
            ))
          )
        }
      </Loaded>
    </OpenPage>
  )
}
