import {
  type CalendarVersion,
  previewRecount,
  publishCalendar,
  readCalendarHistory,
} from '@minyi/shared/clocks/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextArea, TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { Table } from '../../components/table'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { once } from '../../lib/once'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { PreviewWords } from './preview-words'

/** The calendar as it is known, its versions, and the next year's notice being entered. */
export function CalendarDesk() {
  const history = useRemote(() => call(readCalendarHistory, {}, { as: 'staff' }), 'calendar')
  return (
    <Loaded from={history}>
      {({ versions }) => {
        const [newest] = versions
        if (!newest) return null
        return (
          <>
            <Known calendar={newest} />
            <NextYear key={newest.version} calendar={newest} onPublished={history.reload} />
            <Versions versions={versions} />
          </>
        )
      }}
    </Loaded>
  )
}

function Known({ calendar }: { calendar: CalendarVersion }) {
  const years = [...new Set([...calendar.daysOff, ...calendar.workDays].map((day) => day.slice(0, 4)))].sort()
  const listed = (days: readonly string[], year: string) =>
    days
      .filter((day) => day.startsWith(year))
      .map((day) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`)
      .join('、') || '无'
  return (
    <Card label="现行日历" className="stack-tight">
      <Heading>现行日历（第 {calendar.version} 版）</Heading>
      <Notice>已知到 {calendar.knownThrough}。以后的到期日按周一至周五推算，标为“暂定”，发布新日历时自动重算。</Notice>
      {years.map((year) => (
        <View key={year} className="stack-tight">
          <View className="strong">{year} 年</View>
          <View>
            放假（周一至周五中）：<View className="sub">{listed(calendar.daysOff, year)}</View>
          </View>
          <View>
            调休上班：<View className="sub">{listed(calendar.workDays, year)}</View>
          </View>
        </View>
      ))}
    </Card>
  )
}

type Draft = { off: string; work: string; source: string }

function NextYear({ calendar, onPublished }: { calendar: CalendarVersion; onPublished: () => Promise<void> }) {
  const year = String(Number(calendar.knownThrough.slice(0, 4)) + 1)
  const [draft, setDraft] = useState<Draft>({ off: '', work: '', source: '' })
  const [preview, setPreview] = useState<OutputOf<typeof previewRecount>>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const off = daysIn(draft.off, year)
  const work = daysIn(draft.work, year)
  const isReadable = off.wrong.length === 0 && work.wrong.length === 0 && off.days.length > 0
  const next = {
    knownFrom: calendar.knownFrom,
    knownThrough: `${year}-12-31`,
    daysOff: [...calendar.daysOff, ...off.days],
    workDays: [...calendar.workDays, ...work.days],
  }
  const change = (changed: Partial<Draft>) => {
    setDraft({ ...draft, ...changed })
    setPreview(undefined)
  }
  const run = async (act: () => Promise<void>) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await act()
    } catch (error) {
      setFailure(failureFrom(error))
    }
    setBusy(false)
  }
  const look = () => run(async () => setPreview(await call(previewRecount, { calendar: next }, { as: 'staff' })))
  const publish = () =>
    run(async () => {
      const version = { version: calendar.version, ...next, source: draft.source }
      await once('calendar', version, (id) => call(publishCalendar, { id, ...version }, { as: 'staff' }))
      toast(`${year} 年日历已发布，正在重算在办件`)
      await onPublished()
    })
  const isSourced = draft.source.trim().length >= 4
  return (
    <Card label={`发布 ${year} 年日历`} className="stack-tight">
      <Heading>发布 {year} 年日历</Heading>
      <TextArea
        id="days-off"
        label="放假日"
        hint="照国务院办公厅通知，逐日写，用顿号或空格分开，例如 1-1、2-16"
        value={draft.off}
        onChange={(text) => change({ off: text })}
        maxLength={1000}
        error={off.wrong.length > 0 ? `看不懂：${off.wrong.join('、')}` : failure?.fieldMessage('daysOff')}
      />
      <TextArea
        id="work-days"
        label="调休上班日"
        value={draft.work}
        onChange={(text) => change({ work: text })}
        maxLength={500}
        error={work.wrong.length > 0 ? `看不懂：${work.wrong.join('、')}` : failure?.fieldMessage('workDays')}
      />
      <TextField
        label="依据"
        placeholder={`国务院办公厅关于${year}年部分节假日安排的通知`}
        value={draft.source}
        onChange={(source) => setDraft({ ...draft, source })}
        maxLength={300}
        error={failure?.fieldMessage('source')}
      />
      {off.days.length > 0 && (
        <View className="sub">
          放假：{off.days.map(dayInWords).join('、')}
          {work.days.length > 0 && `；上班：${work.days.map(dayInWords).join('、')}`}
        </View>
      )}
      {preview && <PreviewWords preview={preview} />}
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      <View className="wrap">
        <Button small narrow kind="line" busy={busy} disabled={!isReadable} onPress={look}>
          预览影响
        </Button>
        <Button small narrow busy={busy} disabled={!isReadable || !isSourced} onPress={publish}>
          {isReadable ? (isSourced ? `发布 ${year} 年日历` : '发布（先写依据）') : '发布（先填放假日）'}
        </Button>
      </View>
    </Card>
  )
}

function Versions({ versions }: { versions: readonly CalendarVersion[] }) {
  return (
    <Card label="历次发布" className="stack-tight">
      <Heading>历次发布</Heading>
      <Table
        label="历次发布"
        rows={versions}
        rowKey={({ version }) => String(version)}
        columns={[
          { key: 'version', head: '版本', grow: 1, cell: ({ version }) => `第 ${version} 版` },
          { key: 'through', head: '已知到', grow: 2, cell: ({ knownThrough }) => knownThrough },
          { key: 'source', head: '依据', grow: 4, cell: ({ source }) => <View className="sub">{source}</View> },
          {
            key: 'who',
            head: '谁发布的',
            grow: 2,
            cell: ({ setBy, setAt }) => `${setBy ?? '系统自带'} ${instantInWords(setAt)}`,
          },
        ]}
      />
    </Card>
  )
}

/** Days of a year as people write them: 1-1, 1/1, 1月1日; what is none of these is given back. */
function daysIn(text: string, year: string): { days: string[]; wrong: string[] } {
  const words = text.split(/[\s、，,；;]+/).filter(Boolean)
  const found = words.map((word) => ({ word, day: dayOfYear(word, year) }))
  return {
    days: [...new Set(found.flatMap(({ day }) => day ?? []))].sort(),
    wrong: found.flatMap(({ word, day }) => (day ? [] : [word])),
  }
}

function dayOfYear(word: string, year: string): string | undefined {
  const match = /^(?:\d{4}[-/年])?(\d{1,2})[-/月.](\d{1,2})日?$/.exec(word)
  if (!match?.[1] || !match[2]) return undefined
  const day = `${year}-${match[1].padStart(2, '0')}-${match[2].padStart(2, '0')}`
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : undefined
}
