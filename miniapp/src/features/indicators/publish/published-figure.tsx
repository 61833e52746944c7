import { periodWords } from '@minyi/shared/indicators/labels.ts'
import {
  type Certificate,
  type CertificatePart,
  downloadPublished,
  readPublished,
} from '@minyi/shared/indicators/published/contract.ts'
import { audienceLabels, publishedStateLabels } from '@minyi/shared/indicators/published/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card, Split } from '../../../components/card'
import { count } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { Row } from '../../../components/row'
import { DemoMark, Tag } from '../../../components/tag'
import { call } from '../../../lib/call'
import { copy } from '../../../lib/clipboard'
import { download } from '../../../lib/download'
import { useKeptRemote } from '../../../lib/kept-remote'
import { goInstead } from '../../../lib/navigate'
import { instantInWords } from '../../../lib/time-words'
import { PartsTable } from '../answers/parts-table'
import { FunnelCard } from '../open/certificate-view'
import { ActSheet } from './act-sheet'
import { Fact, FrozenFigure } from './preview-card'
import './publish.css'

export type PublishedFigureProps = { id: string; onOpen: (id: string) => void; mayPublish: boolean }

/** One birth certificate in the office: the frozen figure, how it came about, its files, and the acts of whoever may publish. */
export function PublishedFigure({ id, onOpen, mayPublish }: PublishedFigureProps) {
  const found = useKeptRemote(() => call(readPublished, { figureId: id }), `certificate/${id}`)
  return (
    <KeptLoaded from={found}>
      {(certificate) => (
        <View className="publish-columns">
          <View className="publish-main">
            <Head certificate={certificate} onOpen={onOpen} />
            <PartsTable parts={certificate.figure.parts ?? []} />
            <FunnelCard certificate={certificate} />
          </View>
          <View className="publish-side stack">
            <Files certificate={certificate} />
            {mayPublish && certificate.state === 'in-force' && (
              <Acts certificate={certificate} onOpen={onOpen} onChanged={found.reload} />
            )}
          </View>
        </View>
      )}
    </KeptLoaded>
  )
}

function Head({ certificate, onOpen }: { certificate: Certificate; onOpen: (id: string) => void }) {
  const { name, scope, period, state, audience, demo, figure, definition, publishedBy, corrects, correctedBy } =
    certificate
  return (
    <Card label={name} className="chart-part">
      <View className="spread">
        <View className="grow">
          <Heading>{name}</Heading>
          <View className="sub">
            {scope.name}，{periodWords(period)}
          </View>
        </View>
        <View className="wrap">
          <Tag tone={state === 'in-force' ? 'good' : 'warn'}>{publishedStateLabels[state]}</Tag>
          <Tag tone="plain">{audienceLabels[audience]}</Tag>
          {demo && <DemoMark />}
        </View>
      </View>
      {certificate.withdrawn && (
        <Notice kind="bad">
          {certificate.withdrawn.by.name}于 {instantInWords(certificate.withdrawn.at)} 撤下：
          {certificate.withdrawn.reason}
        </Notice>
      )}
      {correctedBy && (
        <Notice kind="warn">
          已更正：{correctedBy.reason}。<WordLink onPress={() => onOpen(correctedBy.id)}>看更正后的数字</WordLink>
        </Notice>
      )}
      {corrects && (
        <Notice>
          这是一次更正，原因：{corrects.reason}。<WordLink onPress={() => onOpen(corrects.id)}>看原来的数字</WordLink>
        </Notice>
      )}
      <FrozenFigure figure={figure} minN={definition.minN} />
      <Split />
      <Fact word="编号">{certificate.id}</Fact>
      <Fact word="口径">
        第 {definition.version} 版：{definition.denominator}
      </Fact>
      {definition.handling && <Fact word="算作是">{definition.numerator}</Fact>}
      {definition.sample?.agency && <Fact word="谁做的调查">{definition.sample.agency}</Fact>}
      <Fact word="依据">
        {certificate.clause.document}
        {certificate.clause.place}：“{certificate.clause.text}”
      </Fact>
      <Fact word="谁发布">
        {publishedBy.unit ?? ''}
        {publishedBy.name}，{instantInWords(certificate.publishedAt)}；数字截至 {instantInWords(certificate.asOf)}
      </Fact>
      {certificate.note && <Fact word="说明">{certificate.note}</Fact>}
    </Card>
  )
}

const rowNotes = {
  handling: '每件或每次回访一行，不含任何个人信息',
  sample: '每位受访人一行，只有算得着的列',
  ratings: '每一份评价一行，不含任何个人信息',
}

const filesOf = (form: keyof typeof rowNotes): readonly { part: CertificatePart; word: string; note: string }[] => [
  { part: 'all', word: '全部文件（ZIP）', note: '下面四样，解压后就能照此重算' },
  {
    part: 'rows',
    word: '原始行（CSV）',
    note: rowNotes[form],
  },
  { part: 'definition', word: '口径（JSON）', note: '当时用的那一版' },
  { part: 'certificate', word: '出生证明（JSON）', note: '这一页的全部内容' },
  { part: 'readme', word: '怎样核对', note: '断开数据库也能算' },
]

function Files({ certificate: { id, rows, definition } }: { certificate: Certificate }) {
  return (
    <Card flush label="下载">
      {filesOf(definition.handling ? 'handling' : definition.sample ? 'sample' : 'ratings').map(
        ({ part, word, note }) => (
          <Row
            key={part}
            icon="download"
            title={word}
            note={note}
            onPress={() => download(downloadPublished, { figureId: id, part })}
          />
        ),
      )}
      <Row
        icon="copy"
        title={`${count(rows.rows)} 行的指纹（SHA-256）`}
        note={`${rows.sha256.slice(0, 8)}…${rows.sha256.slice(-8)}，点一下复制`}
        onPress={() => copy(rows.sha256)}
      />
    </Card>
  )
}

type ActsProps = { certificate: Certificate; onOpen: (id: string) => void; onChanged: () => void }

function Acts({ certificate, onOpen, onChanged }: ActsProps) {
  const [act, setAct] = useState<'correct' | 'withdraw'>()
  return (
    <Card label="更正和撤下" className="chart-part">
      <Heading>更正和撤下</Heading>
      <View className="sub">都要写明原因；原来的数字留在清单里，谁都看得到它被更正或撤下过。</View>
      <View className="wrap">
        <Button
          kind="line"
          small
          narrow
          onPress={() =>
            certificate.definition.sample ? goInstead('answers', { corrects: certificate.id }) : setAct('correct')
          }
        >
          更正：另发一个
        </Button>
        <Button kind="danger" small narrow onPress={() => setAct('withdraw')}>
          撤下
        </Button>
      </View>
      {act && (
        <ActSheet
          act={act}
          certificate={certificate}
          onClose={() => setAct(undefined)}
          onDone={(id) => {
            setAct(undefined)
            if (id === certificate.id) onChanged()
            else onOpen(id)
          }}
        />
      )}
    </Card>
  )
}
