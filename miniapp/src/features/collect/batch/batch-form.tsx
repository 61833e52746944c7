import { collectorKinds, identityLevels, textLimit } from '@minyi/shared/cases/contract.ts'
import { caseChannelLabels, caseKindLabels, collectorKindLabels, identityLabels } from '@minyi/shared/cases/labels.ts'
import { listCollectionPoints } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chip'
import { Field, TextArea } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { PickField } from '../../../components/pick-field'
import { Tag } from '../../../components/tag'
import { call } from '../../../lib/call'
import { useRemote } from '../../../lib/remote'
import { useField } from '../store'
import { addLine, type BatchLine, batchKinds, changeLine, changeOrigin, dropLine, useBatch } from './store'

const channels = ['wechat-group', 'point', 'legislative-point', 'grid'] as const

/** Several opinions in a row from one place: where they come from once, then a line each. */
export function BatchForm() {
  const { lines, handed } = useBatch()
  useEffect(() => {
    if (useBatch.getState().lines.length === 0) addLine()
  }, [])
  return (
    <>
      {handed.length > 0 && <Results />}
      <OriginCard />
      {lines.map((line, index) => (
        <LineCard key={line.id} line={line} number={index + 1} />
      ))}
      <Button id="batch-add" kind="line" icon="plus" onPress={addLine}>
        再记一条
      </Button>
    </>
  )
}

function OriginCard() {
  const { origin } = useBatch()
  const points = useRemote(() => call(listCollectionPoints, {}), 'points')
  return (
    <Card className="stack">
      <Field label="从哪里收来的？">
        <Chips
          label="从哪里收来的？"
          options={channels.map((value) => ({ value, word: caseChannelLabels[value] }))}
          value={channels.find((one) => one === origin.channel)}
          onChange={(channel) => changeOrigin({ channel, pointId: undefined })}
        />
      </Field>
      {origin.channel === 'point' && (
        <PickField
          label="哪个采集点？"
          placeholder={points.remote.value ? '请选采集点' : '没有读到名录，联网后再选'}
          options={(points.remote.value?.points ?? []).map(({ id, name }) => ({ value: id, word: name }))}
          value={origin.pointId}
          onChange={(pointId) => changeOrigin({ pointId })}
        />
      )}
      <PickField
        label="您是哪一类采集员？"
        hint="可不填"
        placeholder="请选"
        options={collectorKinds.map((value) => ({ value, word: collectorKindLabels[value] }))}
        value={origin.collectorKind}
        onChange={(collectorKind) => changeOrigin({ collectorKind })}
      />
      <Field label="谁可以知道他们是谁？">
        <Chips
          label="谁可以知道他们是谁？"
          options={identityLevels.map((value) => ({ value, word: identityLabels[value].short }))}
          value={origin.identity}
          onChange={(identity) => changeOrigin({ identity })}
        />
      </Field>
    </Card>
  )
}

function LineCard({ line, number }: { line: BatchLine; number: number }) {
  return (
    <Card className="stack" label={`第 ${number} 条`}>
      <View className="spread">
        <Heading>第 {number} 条</Heading>
        <Button kind="word" small narrow onPress={() => dropLine(line.id)}>
          不要第 {number} 条
        </Button>
      </View>
      <Chips
        label={`第 ${number} 条是哪一类`}
        options={batchKinds.map((value) => ({ value, word: caseKindLabels[value] }))}
        value={line.kind}
        onChange={(kind) => changeLine(line.id, { kind })}
      />
      <TextArea
        id={`batch-${number}`}
        label={`第 ${number} 条，群众怎么说`}
        hint="照原话写"
        value={line.text}
        onChange={(text) => changeLine(line.id, { text })}
        maxLength={textLimit}
      />
    </Card>
  )
}

/** What became of each line that was handed over. */
function Results() {
  const handed = useBatch((state) => state.handed)
  const { sent, unsent } = useField()
  return (
    <Card className="stack-tight" label="刚才交的">
      <Heading>刚才交的 {handed.length} 条</Heading>
      {handed.map(({ id, text }) => {
        const done = sent.find((one) => one.id === id)
        const refused = unsent.find((one) => one.id === id)?.refused
        return (
          <View key={id} className="stack-tight">
            <View className="split" />
            <View className="spread">
              <View className="grow">
                <View>{text}</View>
                <View className="sub">
                  {done ? `${done.number} · 查询码 ${done.secret}` : (refused ?? '存在这部手机上，有网络就上传')}
                </View>
              </View>
              <Tag tone={done ? 'good' : refused ? 'bad' : 'warn'}>
                {done ? '已上传' : refused ? '没有收下' : '未上传'}
              </Tag>
            </View>
          </View>
        )
      })}
    </Card>
  )
}
