import { useRouter } from '@tarojs/taro'
import { Card } from '../../components/card'
import { Loaded } from '../../components/loaded'
import { Page } from '../../components/page'
import { BothAnswers, Checking, Ending } from '../../features/cases/answers'
import { CaseHead } from '../../features/cases/case-head'
import { CaseStory } from '../../features/cases/case-story'
import { NotOwn } from '../../features/cases/not-own'
import { findProgress } from '../../features/cases/own/store'
import { OwnActs } from '../../features/cases/own-acts'
import { ProgressLine } from '../../features/cases/progress-line'
import { VerdictForm } from '../../features/cases/verdict-form'
import { useRemote } from '../../lib/remote'
import { useSession } from '../../lib/session'
import { useShown } from '../../lib/shown'

export default function Progress() {
  const { id = '' } = useRouter().params
  const signedIn = useSession(({ resident }) => resident !== undefined)
  const item = useRemote(() => findProgress(id), `${id} ${signedIn}`)
  useShown(() => {
    if (item.remote.state === 'ready') item.reload()
  })
  return (
    <Page title="诉求进度">
      <Loaded from={item} notFound={<NotOwn />}>
        {(progress) => (
          <>
            <CaseHead progress={progress} />
            <Card className="stack">
              <ProgressLine progress={progress} />
              <BothAnswers progress={progress} />
              <VerdictForm key={progress.round} progress={progress} onDone={item.replace} />
            </Card>
            <Checking progress={progress} />
            <Ending progress={progress} />
            <OwnActs progress={progress} onDone={item.replace} />
            <CaseStory progress={progress} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
