import {
  type OtherPath,
  OtherPath as OtherPaths,
  type UnitOutcome,
  UnitOutcome as UnitOutcomes,
} from '@minyi/shared/cases/contract.ts'
import { endReasonLabels, otherPathLabels, unitOutcomeLabels } from '@minyi/shared/cases/labels.ts'
import { openFieldsIn } from '@minyi/shared/cases/templates/rules.ts'
import { View } from '@tarojs/components'
import { Chips } from '../../components/chip'
import { Field, TextArea } from '../../components/field'
import type { CallFailure } from '../../lib/call'
import { useFocusOn } from '../../lib/focus'
import { useItem } from './item/store'
import { afterCallBack } from './step/calls/store'
import { MoreFields, missingMore } from './step/more-fields'
import { type Act, changeDraft, type Draft, useStep } from './step/store'
import { MentionField } from './talk/mention-field'
import { TemplatePicker } from './templates/template-picker'
import { AcceptAndGive } from './topics/accept-and-give'
import { Classify } from './topics/classify'
import { UnitPicker } from './unit-picker'

type StepFieldsProps = { act: Act; draft: Draft; failure: CallFailure | undefined }
type WordsOf = { label: string; hint?: string; max: number; least: number }

const words: Partial<Record<Act, WordsOf>> = {
  refuse: { label: '为什么不予受理', hint: '诉求人会看到', max: 2000, least: 5 },
  assign: { label: '给承办单位的话', hint: '内部，可不填', max: 1000, least: 0 },
  transfer: { label: '转办理由', hint: '内部', max: 1000, least: 2 },
  return: { label: '退回理由', hint: '内部，由分派岗审核', max: 1000, least: 5 },
  reply: { label: '答复', hint: '诉求人会看到', max: 2000, least: 5 },
  close: { label: '告诉诉求人的话', hint: '诉求人会看到', max: 2000, least: 5 },
  'call-back': { label: '回访情况', hint: '内部', max: 1000, least: 5 },
  'propose-closing': { label: '告诉诉求人的话', hint: '审核同意后，每位诉求人都会看到', max: 2000, least: 5 },
  note: { label: '备注', hint: '内部，诉求人看不到', max: 1000, least: 1 },
  object: { label: '异议的理由和依据', hint: '内部，由分派岗审核，只能提一次', max: 1000, least: 10 },
  'ask-extension': { label: '延长的理由', hint: '批准后诉求人会看到', max: 2000, least: 5 },
  'ask-pause': { label: '为什么暂停、等什么', hint: '批准后诉求人会看到', max: 2000, least: 5 },
  resume: { label: '恢复的理由', hint: '诉求人会看到', max: 2000, least: 5 },
  'set-tier': { label: '改层级的理由', hint: '内部', max: 1000, least: 5 },
  'set-path': { label: '理由', hint: '内部', max: 1000, least: 5 },
}

const closes = (act: Act) => act === 'close' || act === 'propose-closing'

/** Whoever is told that it is not ours is told where to go instead. */
const needsPath = (act: Act, { endReason }: Draft) =>
  closes(act) && (endReason === 'other-path' || endReason === 'not-responsible')

/** What is still missing before the step can be sent, said in its button. */
export function missingIn(act: Act, draft: Draft): string | undefined {
  const least = words[act]?.least ?? 0
  if ((act === 'assign' || act === 'transfer') && !draft.unitId) return '还没选单位'
  if (act === 'reply' && !draft.outcome) return '还没选办理结果'
  if (act === 'refuse' && !draft.otherPath) return '还没选去处'
  if (closes(act) && !draft.endReason) return '还没选原因'
  if (needsPath(act, draft) && !draft.otherPath) return '还没选去处'
  if (act === 'call-back' && !draft.result) return '还没选回访结果'
  if (act === 'classify' && !draft.title && !draft.fineConduct && !draft.topicId) return '还没有改动'
  const [open] = openFieldsIn(draft.words)
  if (open) return `还没填${open}`
  const more = missingMore(act, draft)
  if (more) return more
  return draft.words.trim().length < least ? `${words[act]?.label}至少 ${least} 个字` : undefined
}

export function StepFields({ act, draft, failure }: StepFieldsProps) {
  const text = words[act]
  const toUnit = act === 'assign' || act === 'transfer'
  useFocusOn(toUnit ? 'unit-search' : 'step-fields', act)
  return (
    <View id="step-fields" className={toUnit ? 'stack-tight step-to-unit' : 'stack-tight'}>
      {act === 'accept' && <AcceptAndGive draft={draft} />}
      {text && <TemplatePicker act={act} />}
      {toUnit && <ToUnit draft={draft} error={failure?.fieldMessage('unitId')} />}
      {act === 'reply' && <Outcome draft={draft} />}
      {act === 'call-back' && <CallBack draft={draft} />}
      {closes(act) && <CloseReason draft={draft} />}
      {(act === 'refuse' || needsPath(act, draft)) && <Path draft={draft} />}
      <MoreFields act={act} draft={draft} failure={failure} />
      {act === 'classify' && <Classify draft={draft} failure={failure} />}
      {text && (
        <TextArea
          id="step-words"
          label={text.label}
          hint={text.hint}
          value={draft.words}
          onChange={(value) => changeDraft({ words: value })}
          maxLength={text.max}
          error={failure?.fieldMessage('words')}
        />
      )}
      {act === 'note' && <MentionField />}
    </View>
  )
}

function ToUnit({ draft, error }: { draft: Draft; error?: string }) {
  const item = useItem(({ detail }) => detail)
  const subjects = useStep((state) => state.subjects)
  const isOpenOne = subjects.length === 1 && subjects[0]?.id === item?.id
  const barred: Record<string, string> = {}
  if (isOpenOne && item?.unitId) barred[item.unitId] = '现在就是它承办'
  if (isOpenOne && item?.accusedUnitId) barred[item.accusedUnitId] = '被投诉单位，不能经办'
  return (
    <View className="stack-tight">
      {subjects.length > 1 && <View className="sub">其中有件投诉这个单位的，会逐件拦下并说明。</View>}
      <UnitPicker value={draft.unitId} onChange={(unitId) => changeDraft({ unitId })} barred={barred} error={error} />
    </View>
  )
}

function Outcome({ draft }: { draft: Draft }) {
  return (
    <Field label="办理结果">
      <Chips<UnitOutcome>
        label="办理结果"
        options={UnitOutcomes.options.map((value) => ({ value, word: unitOutcomeLabels[value] }))}
        value={draft.outcome}
        onChange={(outcome) => changeDraft({ outcome })}
      />
    </Field>
  )
}

function CallBack({ draft }: { draft: Draft }) {
  const round = useStep(({ subjects }) => subjects[0]?.round ?? 1)
  const next = afterCallBack(draft.result, round)
  return (
    <Field label="诉求人怎么说">
      <Chips
        label="回访结果"
        options={[
          { value: 'settled', word: '已认可，可以结案' },
          { value: 'not-settled', word: '仍不认可' },
          { value: 'not-reached', word: '没有联系上' },
        ]}
        value={draft.result}
        onChange={(result) => changeDraft({ result })}
      />
      {next === 'redo' && <View className="sub">第一次答复没有解决，退回承办单位重办一次，不能直接结案。</View>}
      {next === 'close' && round > 1 && (
        <View className="sub">已经重办过一次，记录后结案；诉求人的评价不变，照样计入。</View>
      )}
    </Field>
  )
}

function CloseReason({ draft }: { draft: Draft }) {
  const reasons = ['duplicate', 'not-responsible', 'no-legal-basis', 'other-path'] as const
  return (
    <Field label="结案原因">
      <Chips
        label="结案原因"
        options={reasons.map((value) => ({ value, word: endReasonLabels[value].title }))}
        value={draft.endReason}
        onChange={(endReason) => changeDraft({ endReason })}
      />
      {draft.endReason && <View className="sub">{endReasonLabels[draft.endReason].effect}。</View>}
    </Field>
  )
}

function Path({ draft }: { draft: Draft }) {
  return (
    <Field label="请诉求人去哪里">
      <Chips<OtherPath>
        label="去处"
        options={OtherPaths.options.map((value) => ({ value, word: otherPathLabels[value].title }))}
        value={draft.otherPath}
        onChange={(otherPath) => changeDraft({ otherPath })}
      />
      {draft.otherPath && <View className="sub">会附上：{otherPathLabels[draft.otherPath].plain}</View>}
    </Field>
  )
}
