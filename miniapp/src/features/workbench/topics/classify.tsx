import { type FineConduct, FineConduct as FineConducts } from '@minyi/shared/cases/contract.ts'
import { fineConductLabels } from '@minyi/shared/cases/labels.ts'
import { suggestTopics, topicPath } from '@minyi/shared/cases/topics/rules.ts'
import { useEffect } from 'react'
import { Chips } from '../../../components/chip'
import { Field, TextField } from '../../../components/field'
import { PickField } from '../../../components/pick-field'
import { type CallFailure, failureFrom } from '../../../lib/call'
import { toast } from '../../../lib/toast'
import { changeDraft, type Draft, useStep, useSubject } from '../step/store'
import { loadTopics, topicOptions, useTopics } from './store'

type ClassifyProps = { draft: Draft; failure: CallFailure | undefined }

/** What an item is about: its title, its finer class and its topic; of several at once, whatever is the same for all. */
export function Classify({ draft, failure }: ClassifyProps) {
  const item = useSubject()
  const only = useStep(({ subjects }) => (subjects.length === 1 ? subjects[0] : undefined))
  const topics = useTopics((state) => state.topics) ?? []
  useEffect(() => {
    loadTopics().catch((error) => toast(failureFrom(error).title))
  }, [])
  const likely = item ? suggestTopics(`${item.title}${item.text}`, topics) : []
  const pick = (topicId: string) => changeDraft({ topicId })
  const topicId = draft.topicId ?? item?.topicId ?? undefined
  return (
    <>
      {only && (
        <TextField
          id="step-title"
          label="标题"
          hint="诉求人的原文不变"
          value={draft.title ?? only.title}
          onChange={(value) => changeDraft({ title: value })}
          maxLength={40}
          error={failure?.fieldMessage('title')}
        />
      )}
      {likely.length > 0 && (
        <Field label="可能的主题" hint="按关键词提示，由您定">
          <Chips
            label="可能的主题"
            options={likely.map((one) => ({ value: one.topicId, word: topicPath(topics, one.topicId) ?? '' }))}
            value={topicId}
            onChange={pick}
          />
        </Field>
      )}
      <PickField
        id="step-topic"
        label="诉求主题"
        placeholder="选主题"
        options={topicOptions(topics)}
        value={topicId}
        onChange={pick}
        error={failure?.fieldMessage('topicId')}
      />
      <Field label="细分类" hint="S19">
        <Chips<FineConduct>
          label="细分类"
          options={FineConducts.options.map((value) => ({ value, word: fineConductLabels[value] }))}
          value={draft.fineConduct}
          onChange={(fineConduct) => changeDraft({ fineConduct })}
        />
      </Field>
    </>
  )
}
