import { type PushChannel, pushChannels, readWishes, setWish, type Wish } from '@minyi/shared/notices/contract.ts'
import { purposeLabels, pushLabels, quietWords } from '@minyi/shared/notices/labels.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { Switch } from '../../components/switch'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { isH5 } from '../../lib/platform'
import { useRemote } from '../../lib/remote'
import { toast } from '../../lib/toast'
import { subscribe } from './store'
import './notices.css'

type Wishes = OutputOf<typeof readWishes>

/** Which messages come by which way. The inbox has them all; what is switched off here only stays out of WeChat and SMS. */
export function WishesView() {
  const from = useRemote(() => call(readWishes, {}), 'wishes')
  return (
    <Loaded from={from}>
      {(value) => (
        <>
          <SubscribeCard value={value} onChange={from.replace} />
          {value.wishes.map((wish) => (
            <WishCard key={wish.purpose} wish={wish} reach={value.reach} onChange={from.replace} />
          ))}
          <View className="sub">
            {value.quiet
              ? `${quietWords(value.quiet)} 不打扰；有人查看您的身份时马上告诉您。`
              : '现在没有设免打扰时间。'}
            短信和微信里只有编号和进展，不会出现您写的内容。所有消息都在“消息”里。
          </View>
        </>
      )}
    </Loaded>
  )
}

/** One tap allows one message of each kind: WeChat's own rule. In a browser there is nothing to tap. */
function SubscribeCard({ value, onChange }: { value: Wishes; onChange: (value: Wishes) => void }) {
  const templates = value.wishes.flatMap(({ templateId }) => templateId ?? [])
  if (isH5 || templates.length === 0 || !value.reach.includes('subscribe')) return null
  const ask = async () => {
    try {
      const next = await subscribe(templates)
      if (next) onChange(next)
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  return (
    <Card className="stack" label="微信订阅消息">
      <Heading level={2}>有进展时微信告诉我</Heading>
      <Notice kind="know">微信规定点一次只能发一条。次数用完会改发短信，您也可以再点。</Notice>
      <Button onPress={ask}>订阅一次（{templates.length} 类各一条）</Button>
    </Card>
  )
}

type WishCardProps = { wish: Wish; reach: readonly PushChannel[]; onChange: (value: Wishes) => void }

function WishCard({ wish, reach, onChange }: WishCardProps) {
  const words = purposeLabels[wish.purpose]
  const change = async (channel: PushChannel, on: boolean) => {
    try {
      onChange(await call(setWish, { id: await newId(), purpose: wish.purpose, channel, on }))
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  return (
    <Card className="stack-tight" label={words.title}>
      <Heading level={2}>{words.title}</Heading>
      <View className="sub">{words.plain}</View>
      <View className="wish-switches">
        {pushChannels
          .filter((channel) => reach.includes(channel))
          .map((channel) => (
            <Switch
              key={channel}
              label={`${words.title}发${pushLabels[channel]}`}
              on={!wish.off.includes(channel)}
              onChange={(on) => change(channel, on)}
            />
          ))}
      </View>
      {wish.templateId && reach.includes('subscribe') && <View className="tiny">微信还可收 {wish.left} 条</View>}
    </Card>
  )
}
