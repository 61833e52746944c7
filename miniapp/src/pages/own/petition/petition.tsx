import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Card } from '../../../components/card'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Row } from '../../../components/row'
import { StateCard } from '../../../components/state-card'
import { NotOwn } from '../../../features/cases/not-own'
import { findProgress } from '../../../features/cases/own/store'
import { AskForm } from '../../../features/petitions/ask-form'
import { FinalNotice } from '../../../features/petitions/final-notice'
import { ReviewLine } from '../../../features/petitions/review-line'
import { useRemote } from '../../../lib/remote'

export default function Petition() {
  const { id = '' } = useRouter().params
  const item = useRemote(() => findProgress(id), id)
  return (
    <Page title="复查和复核">
      <View className="sub">信访事项答复后，可以申请一次复查；对复查后的意见不服，可以申请一次复核。</View>
      <Loaded from={item} notFound={<NotOwn />}>
        {({ number, title, petition, unitSays }) => (
          <>
            <Card flush>
              <Row term="件号" title={number} note={title} />
            </Card>
            {!petition && <StateCard kind="empty" title="还不能申请" text="信访事项有了书面答复以后，才能申请复查。" />}
            {petition && (
              <Card className="stack" label="经过">
                <ReviewLine petition={petition} unitSays={unitSays} />
              </Card>
            )}
            {petition?.ask && (
              <AskForm key={petition.ask.level} caseId={id} asking={petition.ask} onDone={item.reload} />
            )}
            {petition?.final && <FinalNotice left={petition.left} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}
