import { type Webhook, type WebhookTopic, webhookTopics } from '@minyi/shared/webhooks/contract.ts'
import { webhookTopicGroups, webhookTopicLabels } from '@minyi/shared/webhooks/labels.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ManyChips } from '../../components/chip'
import { Field, TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Choose } from '../../components/office/choose'
import { type CallFailure, failureFrom } from '../../lib/call'
import { areaWords } from '../identity/staff/grant-fields'
import { loadAreas, loadUnits, useRegister } from '../registry/store'
import { keepWebhook, type WebhookDraft } from './store'

const empty: WebhookDraft = { name: '', url: 'https://', topics: webhookTopics, unitId: null, areaId: null }

/** Name, address, events and limits of a subscriber. */
export function WebhookForm({ of, onDone }: { of: Webhook | undefined; onDone: () => void }) {
  const [draft, setDraft] = useState<WebhookDraft>(of ? draftOf(of) : empty)
  const [failure, setFailure] = useState<CallFailure>()
  const { areas = [], units = [] } = useRegister()
  useEffect(() => {
    Promise.all([loadUnits(), loadAreas()]).catch(() => undefined)
  }, [])
  const write = (part: Partial<WebhookDraft>) => setDraft({ ...draft, ...part })
  const send = async () => {
    try {
      await keepWebhook(draft, of)
      onDone()
    } catch (error) {
      setFailure(failureFrom(error))
    }
  }
  return (
    <Card className="stack" label={of ? '修改订阅方' : '新订阅方'}>
      <Heading level={2}>{of ? `修改 ${of.name}` : '新订阅方'}</Heading>
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      <TextField
        id="webhook-name"
        label="名称"
        value={draft.name}
        maxLength={60}
        error={failure?.fieldMessage('name')}
        onChange={(name) => write({ name })}
      />
      <TextField
        id="webhook-url"
        label="网址"
        hint="以 https:// 开头，不能是内网地址"
        value={draft.url}
        maxLength={500}
        error={failure?.fieldMessage('url')}
        onChange={(url) => write({ url })}
      />
      {webhookTopicGroups.map(({ word, topics }, at) => (
        <Field key={word} label={`事件：${word}`} error={at === 0 ? failure?.fieldMessage('topics') : undefined}>
          <ManyChips<WebhookTopic>
            label={word}
            options={topics.map((value) => ({ value, word: webhookTopicLabels[value] }))}
            values={draft.topics.filter((topic) => topics.includes(topic))}
            onChange={(chosen) =>
              write({ topics: [...draft.topics.filter((one) => !topics.includes(one)), ...chosen] })
            }
          />
        </Field>
      ))}
      <Field label="单位" hint="限定单位时，涉及该单位的投诉不推送" error={failure?.fieldMessage('unitId')}>
        <Choose<string>
          label="单位"
          value={draft.unitId ?? ''}
          on={draft.unitId !== null}
          options={[{ value: '', word: '全部单位' }, ...units.map(({ id, name }) => ({ value: id, word: name }))]}
          onChange={(unitId) => write({ unitId: unitId || null })}
        />
      </Field>
      <Field label="地方" hint="限定地方时，只推送那里和它下面的事" error={failure?.fieldMessage('areaId')}>
        <Choose<string>
          label="地方"
          value={draft.areaId ?? ''}
          on={draft.areaId !== null}
          options={[{ value: '', word: '全部地方' }, ...areaWords(areas)]}
          onChange={(areaId) => write({ areaId: areaId || null })}
        />
      </Field>
      <View className="wrap">
        <Button small narrow onPress={send}>
          {of ? '保存' : '添加'}
        </Button>
        <Button small narrow kind="line" onPress={onDone}>
          先不
        </Button>
      </View>
    </Card>
  )
}

const draftOf = ({ name, url, topics, unit, area }: Webhook): WebhookDraft => ({
  name,
  url,
  topics,
  unitId: unit?.id ?? null,
  areaId: area?.id ?? null,
})
