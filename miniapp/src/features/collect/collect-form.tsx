import { Conduct, caseKinds, photoLimit, textLimit } from '@minyi/shared/cases/contract.ts'
import { caseChannelLabels, caseKindLabels, conductLabels, identityLabels } from '@minyi/shared/cases/labels.ts'
import { listCollectionPoints } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { ContactFields } from '../../components/contact-fields'
import { Field, TextArea, TextField } from '../../components/field'
import { Notice } from '../../components/notice'
import { DayField, PickField } from '../../components/pick-field'
import { Skeleton } from '../../components/skeleton'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { phoneDay } from '../../lib/phone-clock'
import { useRemote } from '../../lib/remote'
import { IdentityChoice } from '../cases/identity-choice'
import { PhotosField } from '../files/photos-field'
import { loadUnits, useRegister } from '../registry/store'
import { LawFields } from './law-fields'
import { type CollectDraft, changeDraft, openDraft, useField } from './store'
import { WhereFields } from './where-fields'

const channels = ['grid', 'point', 'wechat-group', 'legislative-point'] as const

/** An item written down for somebody: who may know them comes first, and nothing else shows before it is answered. */
export function CollectForm() {
  const { draft, failure } = useField()
  useEffect(() => {
    openDraft()
    loadUnits().catch(() => undefined)
  }, [])
  if (!draft) return <Skeleton />
  return (
    <>
      <View className="line-up">
        <Tag tone="warn">代填</Tag>
        <View className="sub grow">会标明由您代填；写什么、要不要公开，都由群众自己定。</View>
      </View>
      {draft.identity ? (
        <>
          <Notice icon="lock">
            <View className="spread">
              <View className="grow">群众选的：{identityLabels[draft.identity].short}</View>
              <Button kind="word" small onPress={() => changeDraft({ identity: undefined })}>
                改
              </Button>
            </View>
          </Notice>
          <Words draft={draft} />
          <Around draft={draft} />
          {failure && (
            <Notice kind="warn" live>
              {failure.title}
              {failure.fields.map(({ path, message }) => (
                <View key={path}>{message}</View>
              ))}
            </Notice>
          )}
        </>
      ) : (
        <>
          <View className="subtitle">先问群众：谁可以知道您是谁？</View>
          <IdentityChoice value={undefined} onChange={(identity) => changeDraft({ identity })} />
        </>
      )}
    </>
  )
}

function Words({ draft }: { draft: CollectDraft }) {
  const units = useRegister((state) => state.units)
  const failure = useField((state) => state.failure)
  return (
    <Card className="stack">
      <Field label="是哪一类？" error={failure?.fieldMessage('kind') && '请选一种'}>
        <Chips
          label="是哪一类？"
          options={caseKinds.map((value) => ({ value, word: caseKindLabels[value] }))}
          value={draft.kind}
          onChange={(kind) => changeDraft({ kind })}
        />
      </Field>
      {draft.kind === 'complaint' && (
        <>
          <Field label="出了什么问题？" error={failure?.fieldMessage('conduct')}>
            <Chips<Conduct>
              label="出了什么问题？"
              options={Conduct.options.map((value) => ({
                value,
                word: conductLabels[value].title,
                meaning: conductLabels[value].plain,
              }))}
              value={draft.conduct}
              onChange={(conduct) => changeDraft({ conduct })}
            />
          </Field>
          <PickField
            id="collect-unit"
            label="投诉哪个单位？"
            placeholder={units ? '请选单位' : '没有读到名录，联网后再选'}
            options={(units ?? []).map(({ id, name }) => ({ value: id, word: name }))}
            value={draft.accusedUnitId}
            onChange={(accusedUnitId) => changeDraft({ accusedUnitId })}
            error={failure?.fieldMessage('accusedUnitId')}
          />
        </>
      )}
      <TextArea
        id="collect-text"
        label="群众怎么说"
        hint="照原话写，写完念给群众听"
        value={draft.text}
        onChange={(text) => changeDraft({ text })}
        maxLength={textLimit}
        error={failure?.fieldMessage('text')}
      />
      <WhereFields draft={draft} />
      <TextField
        label="在哪里发生的"
        hint="可不填"
        icon="place"
        value={draft.place}
        onChange={(place) => changeDraft({ place })}
        maxLength={80}
      />
      <DayField
        label="哪一天"
        hint="可不填"
        placeholder="选日期"
        value={draft.day}
        onChange={(day) => changeDraft({ day })}
        to={phoneDay()}
      />
      <PhotosField box={draft.id} purpose="case-photo" max={photoLimit} />
    </Card>
  )
}

function Around({ draft }: { draft: CollectDraft }) {
  const failure = useField((state) => state.failure)
  const points = useRemote(() => call(listCollectionPoints, {}), 'points')
  return (
    <Card className="stack">
      <Field label="在哪里收集的？" error={failure?.fieldMessage('channel') && '请选一种'}>
        <Chips
          label="在哪里收集的？"
          options={channels.map((value) => ({ value, word: caseChannelLabels[value] }))}
          value={draft.channel === 'hotline' ? undefined : draft.channel}
          onChange={(channel) => changeDraft({ channel, pointId: undefined })}
        />
      </Field>
      {draft.channel === 'point' && (
        <PickField
          label="哪个采集点？"
          placeholder={points.remote.value ? '请选采集点' : '没有读到名录，联网后再选'}
          options={(points.remote.value?.points ?? []).map(({ id, name }) => ({ value: id, word: name }))}
          value={draft.pointId}
          onChange={(pointId) => changeDraft({ pointId })}
          error={failure?.fieldMessage('pointId')}
        />
      )}
      {draft.channel === 'legislative-point' && draft.kind === 'opinion' && <LawFields draft={draft} />}
      <ContactFields
        id="collect"
        value={draft}
        onChange={changeDraft}
        nameLabel="怎么称呼"
        phoneHint="用来告知进展"
        wrong={(field) => failure?.fieldMessage(`contact.${field}`)}
      />
      <View className="sub">称呼和电话加密封存，按群众选的公开程度给人看；上传后就从这部手机上删掉。</View>
    </Card>
  )
}
