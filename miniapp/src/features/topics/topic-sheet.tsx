import { defineTopic, type Topic } from '@minyi/shared/cases/topics/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea, TextField } from '../../components/field'
import { FormFoot } from '../../components/office/form-foot'
import { PickField } from '../../components/pick-field'
import { Switch } from '../../components/switch'
import { call } from '../../lib/call'
import { useSending } from '../../lib/sending'
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
  const { busy, failure, send } = useSending('topics.define')
  const units = useRegister((state) => state.units) ?? []
  const save = () => {
    const last = Math.max(0, ...topics.filter((one) => one.parentId === parentId).map(({ position }) => position))
    const content = {
      version: topic?.version ?? 0,
      ...{ name, parentId, keywords: words.split(/[\s,，、;；]+/).filter(Boolean), active },
      unitId: unitId === none ? null : unitId,
      position: topic?.position ?? Math.min(9999, last + 1),
    }
    return send(
      { topicId: topic?.id, ...content },
      (id) => call(defineTopic, { id, topicId: topic?.id ?? id, ...content }),
      () => {
        toast('已保存')
        onDone()
      },
    )
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
        <View className="line-up">
          <Switch label="使用中" on={active} onChange={setActive} />
        </View>
      )}
      <FormFoot
        stacked
        word="保存"
        missing={name.trim().length < 2 ? '还缺名称' : undefined}
        beside={['name', 'keywords']}
        {...{ busy, failure, onSend: save, onBack: onClose }}
      />
    </Sheet>
  )
}
