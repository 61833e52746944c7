import { addDays } from '@minyi/shared/platform/time.ts'
import { downloadList, type ListKind } from '@minyi/shared/supervision/lists/contract.ts'
import { listKindLabels } from '@minyi/shared/supervision/lists/labels.ts'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextArea } from '../../components/field'
import { Heading } from '../../components/heading'
import { Failed } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { Menu } from '../../components/office/menu'
import { PickField } from '../../components/pick-field'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { download } from '../../lib/download'
import { useKeys } from '../../lib/keys'
import { phoneDay } from '../../lib/phone-clock'
import { isH5 } from '../../lib/platform'
import { printPage } from '../../lib/print'
import { instantInWords, shortDay } from '../../lib/time-words'
import {
  beginIssuing,
  endIssuing,
  type Paper,
  sendIssuing,
  showOwnPaper,
  showPaper,
  usePaper,
  writeIssuing,
} from './lists/store'
import { ReviewTable, WeekTables } from './paper-tables'

/** 周交办 or 月讲评, period by period: as it would be now, or as it was issued. */
export function PaperView({ kind, own }: { kind: ListKind; own: boolean }) {
  const { paper, loading, failure } = usePaper()
  useEffect(() => {
    const { day } = queryOfAddress()
    if (own) showOwnPaper(kind, undefined)
    else showPaper(kind, day ?? phoneDay())
  }, [kind, own])
  useEffect(() => {
    if (paper && !own) keepInAddress({ view: `lists.${kind}`, day: paper.fromDay })
  }, [paper, kind, own])
  const step = (forward: boolean) => {
    if (paper && !own) showPaper(kind, forward ? addDays(paper.toDay, 1) : addDays(paper.fromDay, -1))
  }
  useKeys({ j: () => step(true), k: () => step(false), Escape: endIssuing })
  const again = () => (own ? showOwnPaper(kind, undefined) : showPaper(kind, paper?.fromDay ?? phoneDay()))
  return (
    <View className="paper-column">
      {!paper && loading && <Skeleton blocks={3} />}
      {!paper && failure && <Failed failure={failure} onRetry={again} />}
      {!paper && !loading && !failure && (
        <StateCard
          kind="empty"
          title={`还没有印发${listKindLabels[kind].sheet}`}
          text="督办机构印发后，这里看得到本单位的部分。"
        />
      )}
      {paper && <PaperSheet paper={paper} own={own} onStep={step} />}
    </View>
  )
}

function PaperSheet({ paper, own, onStep }: { paper: Paper; own: boolean; onStep: (forward: boolean) => void }) {
  const { kind, issued, entries } = paper
  return (
    <>
      <PaperHead paper={paper} own={own} onStep={onStep} />
      <IssueForm paper={paper} />
      <View className="print-paper stack">
        <View>
          <Heading level={2} className="subtitle">
            {`${listKindLabels[kind].sheet}（${shortDay(paper.fromDay)}—${shortDay(paper.toDay)}）`}
          </Heading>
          <View className="sub">
            {issued
              ? `${issued.number} · ${issued.issuedBy ?? '督办机构'} ${instantInWords(issued.issuedAt)} 印发，此后不变`
              : `还没有印发，按 ${instantInWords(paper.asOf)} 的情况`}
          </View>
        </View>
        {issued?.words && <Notice>{issued.words}</Notice>}
        {entries.length === 0 ? (
          <StateCard kind="done" title="这一期没有督办件" text="有新的交办，会出现在这里。" />
        ) : kind === 'weekly' ? (
          <WeekTables entries={entries} />
        ) : (
          <ReviewTable entries={entries} />
        )}
      </View>
    </>
  )
}

function PaperHead({ paper, own, onStep }: { paper: Paper; own: boolean; onStep: (forward: boolean) => void }) {
  const { kind, issued, mayIssue, toDay } = paper
  const heads = usePaper((state) => state.heads)
  const unit = kind === 'weekly' ? '周' : '月'
  const file = (format: 'csv' | 'xlsx') => () => {
    if (issued) download(downloadList, { listId: issued.id, format })
  }
  return (
    <View className="sheet-bar">
      <View className="line-up">
        <Heading level={1} className="list-title">
          {listKindLabels[kind].title}
        </Heading>
        <Tag tone={issued ? 'good' : 'plain'}>{issued ? '已印发' : '未印发'}</Tag>
      </View>
      <View className="wrap paper-acts">
        {!own && (
          <>
            <Button kind="line" small icon="back" onPress={() => onStep(false)}>
              {`上一${unit}`}
            </Button>
            <Button kind="line" small disabled={addDays(toDay, 1) > phoneDay()} onPress={() => onStep(true)}>
              {`下一${unit}`}
            </Button>
          </>
        )}
        {heads.length > 0 && (
          <PickField
            id="paper-issued"
            label="已印发的"
            placeholder="选一期"
            options={heads.map(({ id, number, fromDay }) => ({
              value: id,
              word: `${number}（${shortDay(fromDay)}起）`,
            }))}
            value={issued?.id}
            onChange={(id) => {
              const head = heads.find((one) => one.id === id)
              if (head && own) showOwnPaper(kind, id)
              else if (head) showPaper(kind, head.fromDay)
            }}
          />
        )}
        {issued && !own && (
          <Menu
            word="下载"
            icon="download"
            label="下载这份清单"
            items={[
              { word: 'Excel（XLSX）', onPress: file('xlsx') },
              { word: '表格（CSV）', onPress: file('csv') },
            ]}
          />
        )}
        {isH5 && (
          <Button kind="line" small icon="print" onPress={printPage}>
            打印
          </Button>
        )}
        {mayIssue && (
          <Button small onPress={beginIssuing}>
            印发
          </Button>
        )}
      </View>
    </View>
  )
}

function IssueForm({ paper }: { paper: Paper }) {
  const issuing = usePaper((state) => state.issuing)
  if (!issuing) return null
  return (
    <Card className="stack-tight" label="印发">
      <TextArea
        id="issue-words"
        label="印发的话"
        hint="可不填，写在清单上面"
        value={issuing.words}
        onChange={writeIssuing}
        maxLength={2000}
      />
      {issuing.failure && (
        <Notice kind="warn" live>
          {issuing.failure.title}
        </Notice>
      )}
      <View className="wrap">
        <Button small busy={issuing.busy} onPress={sendIssuing}>
          {`确认印发${paper.entries.length} 条，从此不变`}
        </Button>
        <Button kind="line" small onPress={endIssuing}>
          先不
        </Button>
      </View>
    </Card>
  )
}
