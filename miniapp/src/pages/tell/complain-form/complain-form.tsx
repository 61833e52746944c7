import { caseEntryLabels } from '@minyi/shared/cases/labels.ts'
import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { FootPair, Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { Skeleton } from '../../../components/skeleton'
import { CaseForm } from '../../../features/cases/case-form'
import { DraftState } from '../../../features/cases/draft-notice'
import { missingIn, resumeDraft, useDraft } from '../../../features/cases/store'
import { back, go, goInstead } from '../../../lib/navigate'
import { useShown } from '../../../lib/shown'

/** Step 2 of 3: what, where, when, photos. */
export default function ComplainForm() {
  const draft = useDraft((writing) => writing.draft)
  const { entry } = useRouter().params
  useShown(async () => {
    if (!(await resumeDraft(entry))) goInstead('complain', { entry })
  })
  if (!draft) return <Page title="我要诉求">{<Skeleton />}</Page>
  const missing = missingIn(draft)
  return (
    <Page
      title={caseEntryLabels[draft.entry]}
      foot={
        <FootPair>
          <Button kind="line" onPress={back}>
            上一步
          </Button>
          <Button
            id="to-check"
            onPress={() => go('complainCheck', { entry: draft.entry })}
            disabled={missing.length > 0}
            note={missing.length > 0 ? `还差：${missing.join('、')}` : undefined}
          >
            下一步，核对提交
          </Button>
        </FootPair>
      }
    >
      <Progress words="第 2 步，共 3 步" done={2} of={3} saved={<DraftState />} />
      <CaseForm draft={draft} />
    </Page>
  )
}
