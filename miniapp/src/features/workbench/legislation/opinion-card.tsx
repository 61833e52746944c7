import { caseChannelLabels } from '@minyi/shared/cases/labels.ts'
import {
  type Adoption,
  type Assessment,
  adoptions,
  assessOpinion,
  decideOpinion,
  type OpinionRow,
} from '@minyi/shared/cases/legislation/contract.ts'
import { adoptionLabels, assessmentLabels, opinionStageLabels } from '@minyi/shared/cases/legislation/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chip'
import { ConfirmSheet } from '../../../components/confirm-sheet'
import { Field, TextArea } from '../../../components/field'
import { Notice } from '../../../components/notice'
import { Tag, type TagProps } from '../../../components/tag'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { go } from '../../../lib/navigate'
import { instantInWords } from '../../../lib/time-words'
import { toast } from '../../../lib/toast'

type CardProps = { opinion: OpinionRow; onDone: () => void }

const tones: Record<OpinionRow['stage'], TagProps['tone']> = { collected: 'warn', assessed: 'blue', decided: 'good' }

/** One opinion in the resident's own words, and the step that it waits for. */
export function OpinionCard({ opinion, onDone }: CardProps) {
  const { number, article, channel, receivedAt, stage, assessment, adoption, words } = opinion
  const isAside = assessment === 'out-of-scope'
  return (
    <Card label={`意见 ${number}`} className="stack-tight">
      <View className="spread">
        <View className="grow">
          <View className="strong">{article ?? '没写哪一条'}</View>
          <View className="sub">
            <WordLink label={`打开 ${number}`} onPress={() => go('workbench', { item: opinion.caseId })}>
              {number}
            </WordLink>
            {' · '}
            {caseChannelLabels[channel]} · {instantInWords(receivedAt)}
          </View>
        </View>
        <Tag tone={isAside ? 'plain' : tones[stage]}>{isAside ? '按一般意见办理' : opinionStageLabels[stage]}</Tag>
      </View>
      <View className="written">{opinion.text}</View>
      {adoption && (
        <View>
          <View className="strong">{adoptionLabels[adoption]}</View>
          <View>{words}</View>
          {opinion.decidedAt && <View className="sub">{instantInWords(opinion.decidedAt)}告知提意见的人</View>}
        </View>
      )}
      {opinion.mayDecide && stage === 'collected' && <Assess opinion={opinion} onDone={onDone} />}
      {opinion.mayDecide && stage === 'assessed' && !isAside && <Decide opinion={opinion} onDone={onDone} />}
    </Card>
  )
}

/** 评估: the makers of the draft weigh it, or it is no opinion on the draft. */
function Assess({ opinion, onDone }: CardProps) {
  const [asked, setAsked] = useState<Assessment>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (!asked) return
    setBusy(true)
    setFailure(undefined)
    try {
      const { caseId, version } = opinion
      await call(assessOpinion, { id: await newId(), caseId, version, assessment: asked })
      toast(`${opinion.number} 已评估`)
      onDone()
    } catch (error) {
      setFailure(failureFrom(error))
    }
    setAsked(undefined)
    setBusy(false)
  }
  return (
    <>
      <Late failure={failure} onRead={onDone} />
      <View className="wrap">
        <Button small narrow onPress={() => setAsked('weighed')}>
          交起草单位研究
        </Button>
        <Button kind="line" small narrow onPress={() => setAsked('out-of-scope')}>
          与草案无关
        </Button>
      </View>
      <ConfirmSheet
        open={asked !== undefined}
        title={asked ? assessmentLabels[asked] : ''}
        text="提意见的人会看到；评估只做一次，不能改。"
        confirm="确认"
        busy={busy}
        onConfirm={send}
        onClose={() => setAsked(undefined)}
      />
    </>
  )
}

/** 反馈: adopted or not, and why; it is told once, so the reason is written before. */
function Decide({ opinion, onDone }: CardProps) {
  const [adoption, setAdoption] = useState<Adoption>()
  const [words, setWords] = useState('')
  const [id, setId] = useState<string>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const missing = !adoption ? '还没选采纳没有' : words.trim().length < 5 ? '理由至少 5 个字' : undefined
  const send = async () => {
    if (!adoption) return
    setBusy(true)
    setFailure(undefined)
    try {
      const own = id ?? (await newId())
      setId(own)
      const { caseId, version } = opinion
      await call(decideOpinion, { id: own, caseId, version, adoption, words })
      toast(`${opinion.number} 已反馈，提意见的人看得到`)
      onDone()
    } catch (error) {
      const failed = failureFrom(error)
      if (failed.code !== 'offline') setId(undefined)
      setFailure(failed)
    }
    setBusy(false)
  }
  return (
    <View className="stack-tight law-decide">
      <Field label="采纳没有">
        <Chips<Adoption>
          label="采纳没有"
          options={adoptions.map((value) => ({ value, word: adoptionLabels[value] }))}
          value={adoption}
          onChange={(value) => {
            setAdoption(value)
            setId(undefined)
          }}
        />
      </Field>
      <TextArea
        id={`law-words-${opinion.number}`}
        label="理由"
        hint="提意见的人会看到，反馈后不能改"
        value={words}
        maxLength={500}
        onChange={(value) => {
          setWords(value)
          setId(undefined)
        }}
        error={failure?.fieldMessage('words')}
      />
      <Late failure={failure} onRead={onDone} />
      <View>
        <Button small narrow busy={busy} disabled={missing !== undefined} onPress={send}>
          {missing ? `反馈（${missing}）` : '反馈给提意见的人'}
        </Button>
      </View>
    </View>
  )
}

/** What stood in the way, and where somebody else was first, what they did; the words typed stay. */
function Late({ failure, onRead }: { failure: CallFailure | undefined; onRead: () => void }) {
  if (!failure || failure.fields.length > 0) return null
  return (
    <Notice kind="warn" live>
      <View className="spread">
        <View className="grow">
          {failure.title}
          {failure.detail && <View>{failure.detail}</View>}
        </View>
        {(failure.code === 'version-conflict' || failure.code === 'step-not-allowed') && (
          <Button kind="line" small narrow onPress={onRead}>
            看最新内容
          </Button>
        )}
      </View>
    </Notice>
  )
}
