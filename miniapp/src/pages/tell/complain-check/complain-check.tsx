import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { FootPair, Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { Skeleton } from '../../../components/skeleton'
import { AlikeOffer } from '../../../features/cases/alike-offer'
import { DraftState } from '../../../features/cases/draft-notice'
import { DraftSummary } from '../../../features/cases/draft-summary'
import { type Draft, paperBox, photoBox, resumeDraft, submitDraft, useDraft } from '../../../features/cases/store'
import { photosIn, usePhotos } from '../../../features/files/store'
import { type CallFailure, failureFrom } from '../../../lib/call'
import { back, goInstead } from '../../../lib/navigate'
import { useShown } from '../../../lib/shown'

/** Step 3 of 3: look once, then send. */
export default function ComplainCheck() {
  const draft = useDraft((writing) => writing.draft)
  const { entry } = useRouter().params
  useShown(async () => {
    if (!(await resumeDraft(entry))) goInstead('complain', { entry })
  })
  if (!draft) return <Page title="核对提交">{<Skeleton />}</Page>
  return <Check draft={draft} />
}

function Check({ draft }: { draft: Draft }) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const photos = usePhotos(({ boxes }) => photosIn(boxes, photoBox(draft.entry)))
  const papers = usePhotos(({ boxes }) => photosIn(boxes, paperBox(draft.entry)))
  const files = [...photos, ...papers]
  const sending = files.filter(({ state }) => state === 'sending').length
  const failed = files.filter(({ state }) => state === 'failed').length
  const submit = async () => {
    setBusy(true)
    try {
      const { id } = await submitDraft(draft)
      goInstead('complainDone', { id })
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <Page
      title="核对提交"
      foot={
        <FootPair>
          <Button kind="line" onPress={back}>
            上一步
          </Button>
          <Button
            id="submit-case"
            onPress={submit}
            busy={busy}
            disabled={sending > 0}
            note={
              sending > 0
                ? papers.length > 0
                  ? `还有 ${sending} 份照片或 PDF 正在上传`
                  : `还有 ${sending} 张照片正在上传`
                : undefined
            }
          >
            提交
          </Button>
        </FootPair>
      }
    >
      <Progress words="第 3 步，共 3 步" done={3} of={3} saved={<DraftState />} />
      <DraftSummary draft={draft} onEdit={back} />
      <AlikeOffer draft={draft} />
      {failed > 0 && (
        <Notice kind="warn">
          有 {failed} {papers.length > 0 ? '份照片或 PDF' : '张照片'}没有传上，提交时不会带上。可以回上一步重传。
        </Notice>
      )}
      {failure && (
        <Notice kind="warn" live>
          {[failure.title, ...failure.fields.map(({ message }) => message)].join('。')}。没有提交，草稿还在这部手机上。
        </Notice>
      )}
      <Notice>提交后有编号和查询码。受理、办理、答复都有期限，每一步您都看得见。</Notice>
    </Page>
  )
}
