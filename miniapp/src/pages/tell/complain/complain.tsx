import { caseEntries } from '@minyi/shared/cases/contract.ts'
import { caseEntryLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useRef } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { Row } from '../../../components/row'
import { DraftNotice } from '../../../features/cases/draft-notice'
import { IdentityChoice, OtherPathsLink } from '../../../features/cases/identity-choice'
import { useDraft, write } from '../../../features/cases/store'
import { startDraft } from '../../../features/cases/unit-choice'
import { go } from '../../../lib/navigate'
import { useShown } from '../../../lib/shown'

/** Step 1 of 3: who may know me. */
export default function Complain() {
  const { params } = useRouter()
  const entry = caseEntries.find((one) => one === params.entry) ?? 'general'
  const level = useDraft(({ draft }) => draft?.identity)
  const { code, unit, officer } = params
  const opened = useRef(false)
  useShown(() => {
    if (opened.current && useDraft.getState().draft) return
    opened.current = true
    startDraft(entry, { code, unit, officer })
  })
  return (
    <Page
      title={caseEntryLabels[entry]}
      foot={
        <Button
          id="to-form"
          onPress={() => go('complainForm', { entry })}
          disabled={!level}
          note={level ? '提交以后，还可以改成更严的一种' : '先选一种，再写事情'}
        >
          下一步，写事情
        </Button>
      }
    >
      <Progress words="第 1 步，共 3 步" done={1} of={3} />
      <View>
        <Heading className="title">谁可以知道您是谁？</Heading>
        <View className="sub">先选好，再写事情。选哪种，都一样办理。</View>
      </View>
      <DraftNotice />
      <IdentityChoice value={level} onChange={(identity) => write({ identity })} />
      <Card flush>
        <Row icon="shield" title="被投诉单位和负责人，不经办这件事" />
        <Row icon="eye" title="谁打开过您的信息，您都查得到" />
      </Card>
      <OtherPathsLink />
    </Page>
  )
}
