import { designInWords, sampleBoundsInWords, sampleInWords } from '@minyi/shared/indicators/answers/labels.ts'
import { becauseInWords, inPlainWords } from '@minyi/shared/indicators/closed/labels.ts'
import { handlingInWords } from '@minyi/shared/indicators/handling/certified/labels.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import type { Certificate, CertificatePart } from '@minyi/shared/indicators/published/contract.ts'
import {
  boundsInWords,
  exclusionsInWords,
  methodLabels,
  publishedStateLabels,
} from '@minyi/shared/indicators/published/labels.ts'
import { downloadOpenFigure } from '@minyi/shared/indicators/published/open/contract.ts'
import { exclusionReasonLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Figure } from '../../../components/figure'
import { count, interval, percent, target as targetWords } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { Row } from '../../../components/row'
import { DemoMark, Tag } from '../../../components/tag'
import { copy } from '../../../lib/clipboard'
import { download } from '../../../lib/download'
import { go, goInstead } from '../../../lib/navigate'
import { instantInWords } from '../../../lib/time-words'
import { OrderedWords } from '../ordered-words'
import { HandlingFunnelCard } from './handling-funnel'
import { CountLine, Term } from './terms'
import './open.css'

type Props = { certificate: Certificate }

/** What is certified, whether it still stands, and what it means. */
export function CertificateHead({ certificate }: Props) {
  const { figure, name, scope, period, demo, state, definition } = certificate
  const { estimate, target, verdict } = figure
  const because = becauseInWords(figure)
  return (
    <Card className="stack" label={name}>
      <View>
        <View className="spread">
          <Heading>{name}</Heading>
          {demo ? <DemoMark /> : <Tag tone={state === 'in-force' ? 'good' : 'warn'}>{publishedStateLabels[state]}</Tag>}
        </View>
        <View className="sub">
          {scope.name}，{periodWords(period)}
        </View>
      </View>
      <StateWords certificate={certificate} />
      {estimate ? (
        <>
          <Figure
            compact={target === null}
            unit={unitOf(definition)}
            value={{
              point: estimate.point,
              low: estimate.interval[0],
              high: estimate.interval[1],
              n: estimate.n,
              target: target ?? 0.9,
              verdict: verdict ?? 'insufficient',
              level: estimate.level,
            }}
          />
          <View className="plain-words">
            {wordsOf(certificate)}
            {because ? `；${because}。` : '。'}
          </View>
        </>
      ) : (
        <Notice>
          算进去的不到 {definition.minN} {unitOf(definition)}，不给比率。
        </Notice>
      )}
      <View className="sub">
        {certificate.publishedBy.unit ?? ''}
        {certificate.publishedBy.name}发布于 {instantInWords(certificate.publishedAt)}，数字截至{' '}
        {instantInWords(certificate.asOf)}。{certificate.note}
      </View>
    </Card>
  )
}

const unitOf = ({ sample, handling }: Certificate['definition']) => (handling ? '件' : sample ? '人' : '份')

function wordsOf({ definition, figure }: Certificate): string | null {
  if (definition.handling) return handlingInWords(figure)
  return definition.sample ? sampleInWords(figure) : inPlainWords(figure)
}

function StateWords({ certificate }: Props) {
  const { corrects, correctedBy, withdrawn } = certificate
  return (
    <>
      {withdrawn && (
        <Notice kind="bad">
          这个数字已由{withdrawn.by.name}于 {instantInWords(withdrawn.at)} 撤下：{withdrawn.reason}
        </Notice>
      )}
      {correctedBy && (
        <Notice kind="warn">
          这个数字已于 {instantInWords(correctedBy.at)} 更正：{correctedBy.reason}
          <Row title="看更正后的数字" onPress={() => goInstead('certificate', { id: correctedBy.id })} />
        </Notice>
      )}
      {corrects && (
        <Notice>
          这是一次更正，原因：{corrects.reason}
          <Row title="看原来的数字" onPress={() => goInstead('certificate', { id: corrects.id })} />
        </Notice>
      )}
    </>
  )
}

/** From the matters, or the people drawn, to what counts, and what the figure would be otherwise. */
export function FunnelCard({ certificate }: Props) {
  if (certificate.definition.handling) return <HandlingFunnelCard figure={certificate.figure} />
  return <PeopleFunnelCard certificate={certificate} />
}

function PeopleFunnelCard({ certificate: { figure, definition } }: Props) {
  const { counts, estimate } = figure
  const words = definition.sample ? sampleSteps : ratingSteps
  const steps = [
    ...(words.eligible ? [{ word: words.eligible, n: counts.eligible }] : []),
    { word: words.invited, n: counts.invited },
    ...(counts.reached === null ? [] : [{ word: words.reached, n: counts.reached }]),
    ...(counts.answered === null ? [] : [{ word: words.answered, n: counts.answered }]),
    ...(estimate ? [{ word: words.counted, n: estimate.n }] : []),
  ]
  const whole = steps[0]?.n ?? 0
  return (
    <Card className="stack" label={words.title}>
      <Heading>{words.title}</Heading>
      {steps.map(({ word, n }) => (
        <View key={word}>
          <View className="spread">
            <View>{word}</View>
            <View className="strong">{count(n)}</View>
          </View>
          <View className="step-bar" aria-hidden="true">
            <View className="step-fill" style={{ width: `${whole > 0 ? (100 * n) / whole : 0}%` }} />
          </View>
        </View>
      ))}
      {definition.sample ? (
        <>
          <View>
            {count(counts.invited)} 人从 {count(counts.eligible)} 人的总体里抽出。
          </View>
          <View>{sampleBoundsInWords(figure.bounds)}。</View>
        </>
      ) : (
        <LeftOutOfRatings figure={figure} />
      )}
    </Card>
  )
}

const ratingSteps = {
  title: '从事项到数字',
  eligible: '办结的事项',
  invited: '发出邀请',
  reached: '送达',
  answered: '作答',
  counted: '算进去 n',
} as const
const sampleSteps = {
  title: '从抽样到数字',
  eligible: null,
  invited: '抽中',
  reached: '接触到',
  answered: '回答',
  counted: '有效回答 n（几部分的取最少的）',
} as const

function LeftOutOfRatings({ figure }: { figure: Certificate['figure'] }) {
  const { counts, withExclusions, ordered } = figure
  return (
    <>
      <CountLine word="到期没有回应（不当作满意）" value={`${count(counts.defaulted)} 件`} />
      {counts.excluded ? (
        counts.excluded.byReason
          .filter(({ count: n }) => n > 0)
          .map(({ reason, count: n }) => (
            <CountLine key={reason} word={`剔除：${exclusionReasonLabels[reason]}`} value={`${count(n)} 份`} />
          ))
      ) : (
        <CountLine word="剔除" value="不到 5 份，不公开" />
      )}
      {counts.excluded?.total === 0 && <CountLine word="剔除" value="0 份" />}
      {counts.excluded && counts.excluded.total > 0 && counts.excluded.byReason.length === 0 && (
        <CountLine word="剔除（各理由份数少，只给合计）" value={`${count(counts.excluded.total)} 份`} />
      )}
      <View>
        {exclusionsInWords(figure)}。
        {withExclusions.estimate &&
          `加回来是 ${percent(withExclusions.estimate.point)}（${interval(...withExclusions.estimate.interval)}）。`}
      </View>
      <View>{boundsInWords(figure.bounds)}。</View>
      <OrderedWords ordered={ordered} />
    </>
  )
}

const filesOf = (sample: boolean): readonly { part: CertificatePart; word: string; note: string }[] => [
  { part: 'all', word: '全部文件（ZIP）', note: '下面四样，解压后就能复算' },
  {
    part: 'rows',
    word: sample ? '每道题的合计（CSV）' : '原始行（CSV）',
    note: sample ? '没有逐人的回答，仍能算出同一个数字' : '小格已保护，仍能算出同一个数字',
  },
  { part: 'definition', word: '口径（JSON）', note: '当时用的那一版，完整' },
  { part: 'certificate', word: '出生证明（JSON）', note: '这一页的全部内容' },
  { part: 'readme', word: '怎样核对', note: '每一步怎么做' },
]

/** By what it was computed, the hash of the rows, and the files to compute it again. */
export function ProofCard({ certificate }: Props) {
  const { definition, rows, figure, id } = certificate
  return (
    <>
      <Card className="stack" label="怎么核对">
        <Heading>怎么核对</Heading>
        <Term word="口径">
          第 {definition.version} 版：{definition.denominator}
        </Term>
        {definition.handling && <Term word="算作是">{definition.numerator}</Term>}
        {definition.sample && (
          <>
            {definition.sample.agency && <Term word="谁做的调查">{definition.sample.agency}</Term>}
            <Term word="算作是">{definition.numerator}</Term>
            <Term word="抽样">{designInWords(definition.sample)}</Term>
          </>
        )}
        {figure.estimate && (
          <Term word="区间">
            {methodLabels[figure.estimate.method]}，{targetWords(figure.estimate.level)} 把握
          </Term>
        )}
        <Term word="依据">
          {certificate.clause.document}
          {certificate.clause.place}：“{certificate.clause.text}”
        </Term>
        <Term word="编号">{id}</Term>
        <Term word={definition.sample ? '合计' : '原始行'}>
          {count(rows.rows)} 行，SHA-256 校验码：
          <View className="hash">{rows.sha256}</View>
        </Term>
        <View>下载全部文件并解压后，断开网络和数据库也能算：</View>
        <View className="command">npm run -s figure -- recompute 文件夹</View>
      </Card>
      <Card flush label="下载">
        {filesOf(definition.sample != null).map(({ part, word, note }) => (
          <Row
            key={part}
            icon="download"
            title={word}
            note={note}
            onPress={() => download(downloadOpenFigure, { figureId: id, part })}
          />
        ))}
        {(definition.handling || definition.sample) && (
          <Row icon="book" title="这个指标怎么算" onPress={() => go('method', { id: certificate.indicatorId })} />
        )}
        <Row icon="copy" title="复制校验码" onPress={() => copy(rows.sha256)} />
      </Card>
    </>
  )
}
