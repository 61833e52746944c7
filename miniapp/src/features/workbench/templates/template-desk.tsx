import { officeActLabels } from '@minyi/shared/cases/office/labels.ts'
import { type ReplyTemplate, type TemplateAct, templateActs } from '@minyi/shared/cases/templates/contract.ts'
import { templateFields } from '@minyi/shared/cases/templates/rules.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { roleOf } from '../../../components/aria'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chip'
import { Field, TextArea, TextField } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { Failed } from '../../../components/loaded'
import { Notice } from '../../../components/notice'
import { Press } from '../../../components/press'
import { Skeleton } from '../../../components/skeleton'
import { StateCard } from '../../../components/state-card'
import { Tag } from '../../../components/tag'
import { type CallFailure, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { toast } from '../../../lib/toast'
import { useOffice } from '../../office/store'
import { dropTemplate, keepTemplate, loadTemplates, type TemplateDraft, useTemplates } from './store'
import './templates.css'
import '../../../components/office/item-column.css'

/** The words that answers begin from: those of the whole place, and the own unit's. */
export function TemplateDesk() {
  const rows = useTemplates((state) => state.rows)
  const me = useOffice((state) => state.me)
  const [draft, setDraft] = useState<TemplateDraft>()
  const [missed, setMissed] = useState<CallFailure>()
  const load = () => {
    setMissed(undefined)
    loadTemplates().catch((error) => setMissed(failureFrom(error)))
  }
  useEffect(load, [])
  const forAll = me?.permissions.includes('cases.dispatch') ?? false
  const begin = async () => {
    const unitId = forAll ? null : (me?.unit?.id ?? null)
    setDraft({ templateId: await newId(), version: 0, unitId, act: 'reply', title: '', words: '' })
  }
  if (!rows) return missed ? <Failed failure={missed} onRetry={load} /> : <Skeleton blocks={3} />
  return (
    <View className="stack">
      <View className="spread">
        <View className="sub">办件时在答复、退回等处一点就用，变量会换成这一件的内容。</View>
        <Button small narrow icon="plus" onPress={begin}>
          新模板
        </Button>
      </View>
      {draft && <TemplateForm key={draft.templateId} draft={draft} onDone={() => setDraft(undefined)} />}
      {rows.length === 0 && !draft && (
        <StateCard kind="empty" title="还没有模板" text="把常用的话存成模板，答复时一点就有。" />
      )}
      {rows.map((row) => (
        <TemplateCard key={row.id} row={row} onChange={() => setDraft(draftOf(row))} />
      ))}
    </View>
  )
}

const draftOf = ({ id, version, unitId, act, title, words }: ReplyTemplate): TemplateDraft => {
  return { templateId: id, version, unitId, act, title, words }
}

function TemplateCard({ row, onChange }: { row: ReplyTemplate; onChange: () => void }) {
  return (
    <Card className="stack-tight" label={row.title}>
      <View className="office-head">
        <View className="line-up">
          <Heading level={2} className="card-title">
            {row.title}
          </Heading>
          <Tag tone="blue">{officeActLabels[row.act]}</Tag>
          <View className="sub">{row.unitName ?? '全区通用'}</View>
        </View>
        {row.mayChange && (
          <View className="wrap">
            <Button kind="word" small label={`修改 ${row.title}`} onPress={onChange}>
              修改
            </Button>
            <Button
              kind="word"
              small
              label={`停用 ${row.title}`}
              onPress={() => dropTemplate(row).then((undo) => toast(`“${row.title}”已停用`, undo), tell)}
            >
              停用
            </Button>
          </View>
        )}
      </View>
      <View className="written">{row.words}</View>
    </Card>
  )
}

const tell = (error: unknown) => toast(failureFrom(error).title)

function TemplateForm({ draft, onDone }: { draft: TemplateDraft; onDone: () => void }) {
  const [form, setForm] = useState(draft)
  const [failure, setFailure] = useState<CallFailure>()
  const send = async () => {
    try {
      await keepTemplate(form)
      toast('模板已保存')
      onDone()
    } catch (error) {
      setFailure(failureFrom(error))
    }
  }
  return (
    <Card className="stack" label="编辑模板">
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      <Field label="用在">
        <Chips<TemplateAct>
          label="用在"
          options={templateActs.map((value) => ({ value, word: officeActLabels[value] }))}
          value={form.act}
          onChange={(act) => setForm({ ...form, act })}
        />
      </Field>
      <TextField
        id="template-title"
        label="名称"
        value={form.title}
        maxLength={30}
        error={failure?.fieldMessage('title')}
        onChange={(title) => setForm({ ...form, title })}
      />
      <TextArea
        id="template-words"
        label="内容"
        hint="花括号里的会换成这一件的内容"
        value={form.words}
        maxLength={1000}
        error={failure?.fieldMessage('words')}
        onChange={(words) => setForm({ ...form, words })}
      />
      <View className="wrap" {...roleOf('group')} aria-label="可用的变量">
        {templateFields.map((name) => (
          <Press
            key={name}
            className="chip"
            label={`插入 ${name}`}
            onPress={() => setForm({ ...form, words: `${form.words}{${name}}` })}
          >
            {`{${name}}`}
          </Press>
        ))}
      </View>
      <View className="wrap">
        <Button small narrow onPress={send}>
          保存
        </Button>
        <Button small narrow kind="line" onPress={onDone}>
          先不
        </Button>
      </View>
    </Card>
  )
}
