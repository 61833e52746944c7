import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { StepForm } from '../../components/office/step-form'
import { useFocusOn } from '../../lib/focus'
import { useItem } from './item/store'
import { afterCallBack } from './step/calls/store'
import { Conflict } from './step/conflict'
import { actLabels, draftOf, endStep, isQuick, lookAgain, type Outcome, sendStep, useStep } from './step/store'
import { missingIn, StepFields } from './step-fields'

/** The step that is being taken, with what is still missing said in its button. */
export function StepPanel() {
  const state = useStep()
  const { act, subjects, busy, failure, since, outcomes } = state
  const isGone = useItem(({ detail }) => isOver(state, detail))
  const draft = draftOf(state)
  const many = subjects.length > 1
  useFocusOn(isQuick(act) ? 'step-send' : undefined, `${act}`)
  useFocusOn(since.length > 0 && failure ? 'step-late' : undefined, `${since.length}`)
  if (!act) return null
  if (outcomes) return <Outcomes outcomes={outcomes} />
  const first = subjects[0]
  const missing = missingIn(act, draft)
  const word = act === 'call-back' && first ? callBackWord(afterCallBack(draft.result, first.round)) : actLabels[act]
  return (
    <StepForm
      title={many ? `${actLabels[act]} ${subjects.length} 件` : `${actLabels[act]} ${first?.number ?? ''}`}
      label={actLabels[act]}
    >
      <View id="step-late" className={failure || since.length > 0 ? 'stack-tight' : ''}>
        {failure && failure.fields.length === 0 && (
          <Notice kind="warn" live>
            <View className="spread">
              <View className="grow">
                {failure.title}
                {failure.detail && since.length === 0 && <View>{failure.detail}</View>}
                {failure.code === 'version-conflict' && <View>您写的内容都还在。</View>}
              </View>
              {failure.code === 'version-conflict' && (
                <Button kind="line" small onPress={lookAgain}>
                  看最新内容
                </Button>
              )}
            </View>
          </Notice>
        )}
        <Conflict act={act} draft={draft} since={since} />
      </View>
      <StepFields act={act} draft={draft} failure={failure} />
      {isGone && (
        <Notice kind="warn" live>
          这一件现在不能再“{actLabels[act]}”。您写的还在，可以复制到别处。
        </Notice>
      )}
      <View className="wrap">
        <Button id="step-send" small busy={busy} disabled={missing !== undefined || isGone} onPress={sendStep}>
          {missing ? `${word}（${missing}）` : many ? `${word} ${subjects.length} 件` : `确认${word}`}
        </Button>
        <Button kind="line" small onPress={endStep}>
          先不
        </Button>
      </View>
    </StepForm>
  )
}

/** After somebody else's step the one that was being written may no longer be possible. */
function isOver(
  { act, subjects, since }: ReturnType<typeof useStep.getState>,
  detail: CaseDetail | undefined,
): boolean {
  if (since.length === 0 || !act || act === 'propose-closing') return false
  const [subject] = subjects
  return detail !== undefined && subject?.version === detail.version && !detail.acts.includes(act)
}

/** How each of several went; what failed stays ticked, to be looked at one by one. */
function Outcomes({ outcomes }: { outcomes: Outcome[] }) {
  const failed = outcomes.filter(({ failure }) => failure)
  return (
    <StepForm role="status" title={`办成 ${outcomes.length - failed.length} 件，没有办成 ${failed.length} 件`}>
      <View className="outcomes">
        {failed.map(({ id, number, title, failure }) => (
          <View key={id} className="outcome">
            <View className="strong">{number}</View>
            <View className="grow">{title}</View>
            <View className="bad">{failure?.detail ?? failure?.title}</View>
          </View>
        ))}
      </View>
      <View className="wrap">
        <Button small onPress={endStep}>
          知道了
        </Button>
      </View>
    </StepForm>
  )
}

function callBackWord(next: 'close' | 'redo' | undefined): string {
  if (!next) return '回访'
  return next === 'close' ? '记录并结案' : '记录并退回重办'
}
