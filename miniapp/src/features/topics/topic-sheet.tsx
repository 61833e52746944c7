import { defineTopic, type Topic } from '@minyi/shared/cases/topics/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea, TextField } from '../../components/field'
import { Notice } from '../../components/notice'
import { PickField } from '../../components/pick-field'
import { Switch } from '../../components/switch'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'
import { useRegister } from '../registry/store'

const none = 'none'

type TopicSheetProps = {
  topic: Topic | undefined
  parentId: string | null
  topics: readonly Topic[]
  onClose: () => void
  onDone: () => void
}

/** A topic or a group to be made or changed. */
export function TopicSheet({ topic, parentId, topics, onClose, onDone }: TopicSheetProps) {
  const [name, setName] = useState(topic?.name ?? '')
  const [words, setWords] = useState(topic?.keywords.join('、') ?? '')
  const [unitId, setUnitId] = useState(topic?.unitId ?? none)
  const [active, setActive] = useState(topic?.active ?? true)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const units = useRegister((state) => state.units) ?? []
  const send = async () => {
    setBusy(true)
    try {
      const last = Math.max(0, ...topics.filter((one) => one.parentId === parentId).map(({ position }) => position))
      const keywords = words.split(/[\s,，、;；]+/).filter(Boolean)
      await call(defineTopic, {
        id: await newId(),
        topicId: topic?.id ?? (await newId()),
        version: topic?.version ?? 0,
        ...{ name, parentId, keywords, active, unitId: unitId === none ? null : unitId },
        position: topic?.position ?? Math.min(9999, last + 1),
      })
      toast('已保存')
      onDone()
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  const kind = parentId === null ? '大类' : '主题'
  return (
    <Sheet open title={topic ? `修改${kind}` : `新增${kind}`} onClose={onClose}>
      <TextField
        id="topic-name"
        label="名称"
        value={name}
        maxLength={20}
        onChange={setName}
        error={failure?.fieldMessage('name')}
      />
      {parentId !== null && (
        <>
          <TextArea
            label="关键词"
            hint="用顿号隔开；最长的关键词先用来提示"
            value={words}
            maxLength={500}
            onChange={setWords}
            error={failure?.fields.find(({ path }) => path.startsWith('keywords'))?.message}
          />
          <PickField
            label="通常的承办单位"
            placeholder="选单位"
            options={[
              { value: none, word: '未定' },
              ...units.map(({ id, shortName }) => ({ value: id, word: shortName })),
            ]}
            value={unitId}
            onChange={setUnitId}
          />
        </>
      )}
      {topic && (
        <View className="spread">
          <View>使用中</View>
          <Switch label="使用中" on={active} onChange={setActive} />
        </View>
      )}
      {failure && !failure.fields.some(({ path }) => /^(name|keywords)/.test(path)) && (
        <Notice kind="warn" live>
          {failure.fields[0]?.message ?? failure.title}
        </Notice>
      )}
      <Button busy={busy} disabled={name.trim().length < 2} onPress={send}>
        保存
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
