import type { Verdict } from '@minyi/shared/cases/contract.ts'
import { endReasonLabels, unitOutcomeLabels, verdictLabels } from '@minyi/shared/cases/labels.ts'
import type { CaseProgress } from '@minyi/shared/cases/resident/contract.ts'
import { dueInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import type { IconName } from '../../components/icon-shapes'
import { Notice } from '../../components/notice'
import { type AnswerSide, TwoAnswers } from '../../components/two-answers'

type PathProps = { path: NonNullable<CaseProgress['path']> }

const looks: Record<Verdict, { icon: IconName; tone: AnswerSide['tone'] }> = {
  solved: { icon: 'pass', tone: 'good' },
  partly: { icon: 'pass', tone: 'plain' },
  'not-solved': { icon: 'fail', tone: 'bad' },
  'no-answer': { icon: 'unsure', tone: 'unsure' },
}

/** The unit's word and the resident's word, apart. */
export function BothAnswers({ progress: { unitSays, residentSays } }: { progress: CaseProgress }) {
  if (!unitSays) return null
  const verdict = residentSays?.verdict
  return (
    <TwoAnswers
      unit={{ who: '办理单位说', icon: 'document', word: unitOutcomeLabels[unitSays.outcome] }}
      resident={{
        who: '您说',
        ...(verdict ? looks[verdict] : { icon: 'unsure', tone: 'unsure' }),
        word: verdict ? verdictLabels[verdict] : '还没有表态',
        text: residentSays?.words ?? undefined,
      }}
    />
  )
}

/** After 没有解决: who checks now, and by when. */
export function Checking({ progress: { state, clock } }: { progress: CaseProgress }) {
  if (state !== 'call-back') return null
  return (
    <Notice icon="phone">
      <View className="strong">监督机构正在核实您的意见</View>
      <View>会和您联系。核实后可以退回重办一次，也可以由您申请重办。{clock && `回访期限：${dueInWords(clock)}。`}</View>
    </Notice>
  )
}

/** How an item ended, what that does to the figures, and which legal path is open: what it is, where, by when. */
export function Ending({ progress: { endReason, endWords, path } }: { progress: CaseProgress }) {
  if (!endReason) return path && <PathNotice path={path} />
  return (
    <Notice>
      <View className="strong">结案：{endReasonLabels[endReason].title}</View>
      {endWords && <View className="written">{endWords}</View>}
      <View className="sub">{endReasonLabels[endReason].effect}</View>
      {path && <PathNotice path={path} />}
    </Notice>
  )
}

function PathNotice({ path: { title, what, where, by, untilDay, over, office, address, phone, hours } }: PathProps) {
  const until = untilDay && `按您写的日期算，${over ? '已过' : '到'} ${untilDay}。`
  return (
    <View className="stack-tight" aria-label={title}>
      <View className="strong">{title}</View>
      <View>{what}</View>
      <View>
        {where}
        {by}
        {until}
      </View>
      {office && <View>{[office, phone, address, hours].filter(Boolean).join(' · ')}</View>}
    </View>
  )
}
