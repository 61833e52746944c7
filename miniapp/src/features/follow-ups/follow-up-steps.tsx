import type { FollowUp, FollowUpAction } from '@minyi/shared/follow-ups/contract.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { TextArea } from '../../components/field'
import { Notice } from '../../components/notice'
import { ActionBar } from '../../components/office/action-bar'
import { StepForm } from '../../components/office/step-form'
import { useFocusOn } from '../../lib/focus'
import { beginFollowUpStep, endFollowUpStep, sendFollowUpStep, useFollowUps, writeNote } from './store'

/** The acts as buttons say them, and what the note under each is to tell. */
const actWords: Record<FollowUpAction, { word: string; note: string }> = {
  reached: { word: '已回访', note: '居民怎么说' },
  'not-reached': { word: '没有接通', note: '什么时候打的' },
  unreachable: { word: '多次未接通，转核实', note: '打过几次、什么时候' },
  confirmed: { word: '核实属实', note: '核实到什么' },
  unfounded: { word: '核实不属实', note: '核实到什么、依据是什么' },
  fixed: { word: '整改完成', note: '改了什么' },
  explained: { word: '说明依据', note: '依据和说明' },
  appealed: { word: '单位误评申诉', note: '申诉理由；剔除须另一人批准' },
  'sent-back': { word: '退回重办', note: '还差什么' },
  close: { word: '办结', note: '结论' },
}

/** The next acts in one bar; the chosen one opens its note in the same place. */
export function FollowUpSteps({ item }: { item: FollowUp }) {
  const step = useFollowUps((state) => state.step)
  if (step) return <NoteForm allowed={item.actions.includes(step.action)} />
  return (
    <ActionBar
      next={nextWords[item.stage]}
      aside={item.mayTellUnit ? undefined : '核实时不要说出是哪件事、谁评的'}
      actions={item.actions.map((action, index) => ({
        word: actWords[action].word,
        keyName: index === 0 ? 'r' : undefined,
        onPress: () => beginFollowUpStep(action),
      }))}
    />
  )
}

const nextWords: Record<FollowUp['stage'], string> = {
  'call-back': '下一步：回访',
  verify: '下一步：核实',
  answer: '下一步：整改、说明，或受理误评申诉',
  're-rate': '等居民再评价',
  closed: '已经办结',
}

function NoteForm({ allowed }: { allowed: boolean }) {
  const step = useFollowUps((state) => state.step)
  useFocusOn('follow-note', step?.action ?? '')
  if (!step) return null
  const { word, note } = actWords[step.action]
  const isEmpty = step.note.trim().length < 2
  return (
    <StepForm title={word}>
      <TextArea
        id="follow-note"
        label={note}
        hint="内部记录"
        value={step.note}
        onChange={writeNote}
        maxLength={1000}
        error={step.failure?.fieldMessage('note')}
      />
      {step.failure && step.failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {step.failure.title}。您写的内容都还在{allowed ? '，上面已是最新内容。' : '；现在已不能做这一步。'}
        </Notice>
      )}
      <View className="wrap">
        <Button small busy={step.busy} disabled={isEmpty || !allowed} onPress={sendFollowUpStep}>
          {isEmpty ? `${word}（请写明情况）` : `确认${word}`}
        </Button>
        <Button kind="line" small onPress={endFollowUpStep}>
          先不
        </Button>
      </View>
    </StepForm>
  )
}
