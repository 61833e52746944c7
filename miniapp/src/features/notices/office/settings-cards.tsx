import { type Purpose, purposes } from '@minyi/shared/notices/contract.ts'
import { purposeLabels, quietWords } from '@minyi/shared/notices/labels.ts'
import { readNoticeSettings, setQuietHours, setTemplate, type Template } from '@minyi/shared/notices/office/contract.ts'
import { readFields, writeFields } from '@minyi/shared/notices/office/rules.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { Notice } from '../../../components/notice'
import { Row } from '../../../components/row'
import { type CallFailure, call } from '../../../lib/call'
import { useRemote } from '../../../lib/remote'
import { useSending } from '../../../lib/sending'
import { toast } from '../../../lib/toast'

type Settings = OutputOf<typeof readNoticeSettings>
type Editing = { value: Settings; onSaved: (value: Settings) => void; onDone: () => void }

/** The templates that WeChat approved, and the hours in which nobody is disturbed. */
export function SettingsCards() {
  const from = useRemote(() => call(readNoticeSettings, {}), 'settings')
  const [open, setOpen] = useState<Purpose | 'quiet'>()
  return (
    <Loaded from={from}>
      {(value) => {
        const editing = { value, onSaved: from.replace, onDone: () => setOpen(undefined) }
        return (
          <>
            <Card flush label="模板和时间">
              {purposes.map((purpose) => (
                <Row
                  key={purpose}
                  term="微信模板"
                  title={purposeLabels[purpose].title}
                  note={value.templates[purpose]?.templateId ?? '没有设，直接发短信'}
                  onPress={() => setOpen(purpose)}
                />
              ))}
              <Row term="短信模板" title={value.smsTemplate} note="由服务器的配置决定" />
              <Row
                term="免打扰"
                title={value.quiet ? quietWords(value.quiet) : '没有设'}
                note="有人查看诉求人身份时的消息不受限制"
                onPress={() => setOpen('quiet')}
              />
            </Card>
            {open === 'quiet' && <QuietForm key={value.version} {...editing} />}
            {open && open !== 'quiet' && <TemplateForm key={`${open}${value.version}`} purpose={open} {...editing} />}
          </>
        )
      }}
    </Loaded>
  )
}

function TemplateForm({ purpose, value, onSaved, onDone }: Editing & { purpose: Purpose }) {
  const known = value.templates[purpose]
  const [templateId, setTemplateId] = useState(known?.templateId ?? '')
  const [fields, setFields] = useState(writeFields(known?.fields ?? {}))
  const [source, setSource] = useState('')
  const { busy, failure, send } = useSending('notice-settings')
  const save = (template: Template | null) => {
    const input = { version: value.version, purpose, template, source }
    return send(input, (id) => call(setTemplate, { id, ...input }), savedBy(onSaved, onDone))
  }
  const read = readFields(fields)
  return (
    <Card className="stack" label={`微信模板：${purposeLabels[purpose].title}`}>
      <Heading level={2}>微信模板：{purposeLabels[purpose].title}</Heading>
      <Problem failure={failure} />
      <TextField
        id="template-id"
        label="模板编号"
        value={templateId}
        maxLength={100}
        error={failure?.fieldMessage('template.templateId')}
        onChange={setTemplateId}
      />
      <TextField
        id="template-fields"
        label="字段"
        hint="像 character_string1=编号 thing2=标题 phrase3=状态 time4=时间"
        value={fields}
        maxLength={300}
        error={read ? undefined : '每个字段写成“字段名=编号、标题、状态、时间或地区”'}
        onChange={setFields}
      />
      <SourceField value={source} failure={failure} onChange={setSource} />
      <View className="wrap">
        <Button small narrow busy={busy} disabled={!read} onPress={() => read && save({ templateId, fields: read })}>
          保存
        </Button>
        {known && (
          <Button small narrow kind="line" disabled={busy} onPress={() => save(null)}>
            撤下模板
          </Button>
        )}
        <Button small narrow kind="word" onPress={onDone}>
          先不
        </Button>
      </View>
    </Card>
  )
}

function QuietForm({ value, onSaved, onDone }: Editing) {
  const [from, setFrom] = useState(value.quiet?.from ?? '21:00')
  const [until, setUntil] = useState(value.quiet?.until ?? '08:00')
  const [source, setSource] = useState('')
  const { busy, failure, send } = useSending('notice-settings')
  const save = (quiet: { from: string; until: string } | null) => {
    const input = { version: value.version, quiet, source }
    return send(input, (id) => call(setQuietHours, { id, ...input }), savedBy(onSaved, onDone))
  }
  return (
    <Card className="stack" label="免打扰时间">
      <Heading level={2}>免打扰时间</Heading>
      <Problem failure={failure} />
      <TextField
        id="quiet-from"
        label="从"
        value={from}
        maxLength={5}
        error={failure?.fieldMessage('quiet.from')}
        onChange={setFrom}
      />
      <TextField
        id="quiet-until"
        label="到"
        value={until}
        maxLength={5}
        error={failure?.fieldMessage('quiet.until')}
        onChange={setUntil}
      />
      <SourceField value={source} failure={failure} onChange={setSource} />
      <View className="wrap">
        <Button small narrow busy={busy} onPress={() => save({ from, until })}>
          保存
        </Button>
        <Button small narrow kind="line" disabled={busy} onPress={() => save(null)}>
          不设免打扰
        </Button>
        <Button small narrow kind="word" onPress={onDone}>
          先不
        </Button>
      </View>
    </Card>
  )
}

type SourceProps = { value: string; failure: CallFailure | undefined; onChange: (value: string) => void }

function SourceField({ value, failure, onChange }: SourceProps) {
  return (
    <TextField
      id="settings-source"
      label="依据"
      hint="文件、会议或平台的审核"
      value={value}
      maxLength={200}
      error={failure?.fieldMessage('source')}
      onChange={onChange}
    />
  )
}

function Problem({ failure }: { failure: CallFailure | undefined }) {
  if (!failure || failure.fields.length > 0) return null
  return (
    <Notice kind="warn" live>
      {failure.title}
    </Notice>
  )
}

/** What is done with the settings as they were saved. */
const savedBy = (onSaved: (value: Settings) => void, onDone: () => void) => (next: Settings) => {
  onSaved(next)
  toast('已保存，下一条消息起生效')
  onDone()
}
