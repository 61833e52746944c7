import { clockLabels, dueInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { DoneHead } from '../../components/done-head'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Row } from '../../components/row'
import { Timeline } from '../../components/timeline'
import { copy } from '../../lib/clipboard'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { findProgress, type KeptCase } from './own/store'
import { toTimeline } from './progress-line'

/** Number and query code in large type, to be copied or written down, and the way ahead. */
export function CaseReceiptCard({ kept }: { kept: KeptCase }) {
  const { remote } = useRemote(() => findProgress(kept.id), kept.id)
  const progress = remote.value
  return (
    <>
      <DoneHead title="已收到您的诉求">{instantInWords(kept.receivedAt)}</DoneHead>
      <Card flush>
        <Row term="编号" title={<View className="strong">{kept.number}</View>} />
        <Row term="查询码" title={<View className="strong">{kept.secret}</View>} />
      </Card>
      <Button kind="line" icon="copy" onPress={() => copy(`编号 ${kept.number} 查询码 ${kept.secret}`)}>
        复制编号和查询码
      </Button>
      <Notice>这部手机已经记住这张回执。换手机或不登录查进度，要用编号和查询码，请不要给别人看。</Notice>
      {progress && (
        <Card className="stack-tight">
          <Heading className="strong">接下来</Heading>
          {progress.clock && (
            <View className="sub">
              {clockLabels[progress.clock.clock]}：{dueInWords(progress.clock)}
            </View>
          )}
          <Timeline steps={toTimeline(progress)} />
        </Card>
      )}
    </>
  )
}
