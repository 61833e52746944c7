import { type Bulletin, downloadBulletin } from '@minyi/shared/bulletins/contract.ts'
import { shownKeys } from '@minyi/shared/bulletins/rules.ts'
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { Notice } from '../../components/notice'
import { OfficeHead } from '../../components/office/office-page'
import { Progress } from '../../components/progress'
import { type CallFailure, failureFrom } from '../../lib/call'
import { download } from '../../lib/download'
import { usePolling } from '../../lib/polling'
import { ActBar } from './act-bar'
import { BulletinSide } from './bulletin-side'
import { ComparisonTable } from './comparison-table'
import { OriginCard } from './origin-card'
import { Paper } from './paper'
import { ParagraphForm } from './paragraph-form'
import { saveText, withParagraph } from './store'
import './bulletins.scss'

export type BulletinDeskProps = {
  bulletin: Bulletin
  onChange: (bulletin: Bulletin) => void
  onReload: () => Promise<void>
  onOpen: (id?: string) => void
}

const pollMs = 1_000

/** One bulletin: its outline and checks, the paper as it will be printed, and the origin of the chosen number. */
export function BulletinDesk({ bulletin, onChange, onReload, onOpen }: BulletinDeskProps) {
  const { id, figures, progress, state, sections, kind } = bulletin
  const [chosen, setChosen] = useState('')
  const [view, setView] = useState<'text' | 'comparison'>('text')
  const keys = figures ? shownKeys(sections) : []
  const selected = keys.includes(chosen) ? chosen : (keys[0] ?? '')
  usePolling(() => state === 'preparing' && onReload(), pollMs)
  return (
    <>
      <OfficeHead crumb={`通报 / ${bulletin.number ?? '未编号'}`} title={bulletin.head.title}>
        <Button kind="line" icon="back" small narrow onPress={() => onOpen()}>
          回清单
        </Button>
        {figures && (
          <>
            <Button
              kind="line"
              icon="download"
              small
              narrow
              onPress={() => download(downloadBulletin, { bulletinId: id, format: 'docx' })}
            >
              下载 DOCX
            </Button>
            <Button
              kind="line"
              icon="download"
              small
              narrow
              onPress={() => download(downloadBulletin, { bulletinId: id, format: 'pdf' })}
            >
              下载 PDF
            </Button>
          </>
        )}
        <ActBar bulletin={bulletin} onChange={onChange} onOpen={onOpen} />
      </OfficeHead>
      {state === 'preparing' && (
        <Card label="统计进度">
          <Progress
            words={`正在统计数字，第 ${Math.min(progress.done + 1, progress.of)} 步，共 ${progress.of} 步`}
            done={progress.done}
            of={progress.of}
          />
          <View className="sub">本期、上期、上年同期逐段统计，全部完成后生成正文。可以离开，回来还在这里。</View>
        </Card>
      )}
      {state === 'failed' && (
        <Notice kind="bad">统计没有完成，数据没有受影响。请点“照此重算”；还不行请告诉管理员。</Notice>
      )}
      {figures && (
        <View className="desk">
          <BulletinSide bulletin={bulletin} onChange={onChange} />
          <View className="desk-middle">
            <Chips label="看什么" options={viewsOf(kind)} value={view} onChange={setView} />
            {view === 'text' ? (
              <EditablePaper bulletin={bulletin} selected={selected} onSelect={setChosen} onChange={onChange} />
            ) : (
              <ComparisonTable bulletin={bulletin} />
            )}
          </View>
          {view === 'text' && (
            <View className="desk-right">
              <OriginCard figures={figures} keys={keys} selected={selected} onSelect={setChosen} />
            </View>
          )}
        </View>
      )}
    </>
  )
}

const viewsOf = (kind: Bulletin['kind']) =>
  [
    { value: 'text', word: '正文' },
    { value: 'comparison', word: kind === 'annual' ? '与上年对照' : '与上期对照' },
  ] as const

type Place = { section: string; at: number }
type EditableProps = Pick<BulletinDeskProps, 'bulletin' | 'onChange'> & {
  selected: string
  onSelect: (key: string) => void
}

function EditablePaper({ bulletin, onChange, ...choice }: EditableProps) {
  const { head, number, sections, figures, demo, state } = bulletin
  const [writing, setWriting] = useState<Place>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  if (!figures) return null
  const edits = bulletin.may.includes('edit')
  const begin = (place?: Place) => {
    setFailure(undefined)
    setWriting(place)
  }
  const save = async (place: Place, text: string) => {
    setBusy(true)
    try {
      onChange(await saveText(bulletin, { sections: withParagraph(sections, place, text) }))
      begin()
    } catch (error) {
      setFailure(failureFrom(error))
    } finally {
      setBusy(false)
    }
  }
  const form = (place: Place, text: string) => (
    <ParagraphForm
      text={text}
      figures={figures}
      busy={busy}
      failure={failure && wordsOf(failure)}
      onSave={(next) => save(place, next)}
      onCancel={() => begin()}
    />
  )
  const isWriting = ({ section, at }: Place) => writing?.section === section && writing.at === at
  const paragraph = (place: Place, shown: ReactNode) => {
    if (!edits) return shown
    const text = sections.find(({ id }) => id === place.section)?.paragraphs[place.at] ?? ''
    if (isWriting(place)) return form(place, text)
    return (
      <View className="paper-editable">
        {shown}
        <WordLink label={`改第${String(place.at + 1)}段`} onPress={() => begin(place)}>
          改
        </WordLink>
      </View>
    )
  }
  const remarks = [demo ? '演示数据，不是真实情况' : '', state === 'published' ? '' : '草稿'].filter(
    (one) => one !== '',
  )
  return (
    <Paper
      head={head}
      number={number}
      remark={remarks.join('；')}
      sections={sections}
      figures={figures}
      {...choice}
      paragraph={paragraph}
      after={({ id, paragraphs }) => {
        const place = { section: id, at: paragraphs.length }
        if (!edits) return null
        return isWriting(place) ? form(place, '') : <WordLink onPress={() => begin(place)}>加一段</WordLink>
      }}
    />
  )
}

const wordsOf = (failure: CallFailure) => failure.fields[0]?.message ?? failure.title
