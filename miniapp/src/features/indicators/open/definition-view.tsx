import { caseKindLabels } from '@minyi/shared/cases/labels.ts'
import { designInWords } from '@minyi/shared/indicators/answers/labels.ts'
import type { DefinitionInFull, StatePart } from '@minyi/shared/indicators/definitions/contract.ts'
import { excludedInWords, silentInWords, statePartLabels } from '@minyi/shared/indicators/handling/certified/labels.ts'
import { methodInWords } from '@minyi/shared/indicators/published/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { count, target as targetWords } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Icon } from '../../../components/icon'
import { Table } from '../../../components/table'
import { Verdict } from '../../../components/verdict'
import { Term } from './terms'
import './open.css'

type Props = { definition: DefinitionInFull }

/** What is counted, of whom or of what, over what: all of it printed from the definition of a survey or of a rate of handling. */
export function WhatCounts({ definition, who }: Props & { who: string }) {
  const { numerator, denominator, kinds, sample, handling, parts } = definition
  const kindWords = kinds.flatMap((kind) => Object.entries(caseKindLabels).find(([code]) => code === kind)?.[1] ?? [])
  return (
    <Card className="stack" label="算什么">
      <Heading>算什么</Heading>
      <View className="formula">
        {parts.length > 0 ? '数字 = 各部分的比例乘以权重，再相加' : '比率 = 算作是的 ÷ 算进去的（n）'}
      </View>
      <Term word={handling ? '说的是谁' : '问谁'}>{who}</Term>
      {kindWords.length > 0 && <Term word="哪些件">{kindWords.join('、')}</Term>}
      <Term word="算作是">{numerator}</Term>
      <Term word="分母">{denominator}</Term>
      <Term word="时间">{timeWords(definition)}</Term>
      {sample && <Term word="怎样抽">{designInWords(sample)}</Term>}
      {parts.map(({ definitionId, name, weight }) => (
        <Term key={definitionId} word={name}>
          占 {targetWords(weight)}
        </Term>
      ))}
      {handling && <States states={handling.states} />}
    </Card>
  )
}

function timeWords({ sample, handling }: DefinitionInFull): string {
  if (sample) return '调查的那几天，逐次调查各算各的'
  return handling?.rows === 'calls'
    ? '按回访打完的日子算；每个数字写明截至哪一刻'
    : '按收到的日子算；每件是哪种情形，以数字写明的那一刻为准'
}

const marks: Record<StatePart, 'check' | 'close'> = {
  counted: 'check',
  other: 'close',
  silent: 'close',
  pending: 'close',
  excluded: 'close',
}

/** Each item is in exactly one of these; only the first two kinds are in the rate. */
function States({ states }: { states: NonNullable<DefinitionInFull['handling']>['states'] }) {
  const parts = (['counted', 'other', 'silent', 'pending', 'excluded'] as const).filter((part) =>
    states.some((state) => state.part === part),
  )
  return (
    <>
      <Heading level={3} className="strong">
        每一件恰好算一种情形
      </Heading>
      {parts.map((part) => (
        <Term key={part} word={statePartLabels[part]}>
          <View className="grade-marks">
            {states
              .filter((state) => state.part === part)
              .map(({ code, name }) => (
                <View key={code} className={part === 'counted' ? 'grade-mark grade-mark-on' : 'grade-mark'}>
                  <Icon name={marks[part]} size={16} />
                  <View>{name}</View>
                </View>
              ))}
          </View>
        </Term>
      ))}
    </>
  )
}

/** Silence, what does not count, and what is too few to be told. */
export function WhatDoesNot({ definition: { handling, sample, silence, minN } }: Props) {
  const unanswered = '抽中而没有回答的不进比率；证明里写明他们若都算“否”、若都算“是”会怎样。'
  const silent = sample ? unanswered : handling ? silentInWords(handling) : null
  const excluded = handling ? excludedInWords(handling) : null
  return (
    <Card className="stack" label="不算什么">
      <Heading>不算什么</Heading>
      {silent && <Term word="没有回应">{silent}</Term>}
      {excluded && <Term word="不计的">{excluded}</Term>}
      {silence && (
        <Term word="另列的数字">
          按《{silence.order}》（{silence.issuer}
          ）要求，把没有表态的算作是的数字另外列出，并写明“含默认好评”，不作为本指标的数字。
        </Term>
      )}
      <Term word="小数目">
        不到 {count(minN)} 份不给比率。向社会公布的，不到 5 份的格子合并；和先前公布的相减会看出不到 5 份的，不公布。
      </Term>
    </Card>
  )
}

/** The interval and how a verdict is read from it. */
export function HowJudged({ definition: { level, method, target, targetBasis, minN, handling } }: Props) {
  const label = methodInWords(method)
  return (
    <Card className="stack" label="准不准、怎么下结论">
      <Heading>准不准、怎么下结论</Heading>
      <View>
        {handling
          ? '件数少的时候，换一批件，数字就会不同。区间就是把这种偶然算上：'
          : '只问了一部分人，所以推算出来的数会有偶然误差。区间就是把误差算上：'}
        同样的做法做 100 次，大约有 {Math.round(level * 100)} 次区间会包住真实值。
      </View>
      <Term word="区间方法">
        {label}，{targetWords(level)} 把握
      </Term>
      {target === null ? (
        <Term word="结论">没有目标，只给数字和区间，不下结论。</Term>
      ) : (
        <>
          <Term word="目标">
            {targetWords(target)}，{targetBasis === 'clause' ? '文件里写明' : '由本地定'}
          </Term>
          <Table
            label="怎么下结论"
            rows={rulesOf(target, minN)}
            rowKey={({ verdict }) => verdict}
            columns={[
              { key: 'verdict', head: '结论', grow: 2, cell: ({ verdict }) => <Verdict value={verdict} /> },
              { key: 'when', head: '什么时候', grow: 4, cell: ({ when }) => when },
            ]}
          />
        </>
      )}
    </Card>
  )
}

const rulesOf = (target: number, minN: number) => [
  { verdict: 'met' as const, when: `区间最低的一头也不低于 ${targetWords(target)}` },
  { verdict: 'missed' as const, when: `区间最高的一头也低于 ${targetWords(target)}` },
  { verdict: 'insufficient' as const, when: `目标落在区间里面，或者不到 ${minN} 份` },
]
