import {
  type ClockDefinition,
  type DayKind,
  defineClock,
  previewRecount,
  readClockHistory,
} from '@minyi/shared/clocks/contract.ts'
import { lengthInWords } from '@minyi/shared/clocks/labels.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Field, TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { Segments } from '../../components/segments'
import { Switch } from '../../components/switch'
import { Table } from '../../components/table'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { once } from '../../lib/once'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { PreviewWords } from './preview-words'

type Draft = Pick<ClockDefinition, 'dayKind' | 'days' | 'months' | 'onDay' | 'extendBy' | 'endsAt'> & {
  source: string
  recount: boolean
}
type Props = { clock: ClockDefinition; onChanged: (next: ClockDefinition) => void; onClose: () => void }
type Preview = OutputOf<typeof previewRecount>

const whole = (typed: string) => Number(typed.replace(/\D/g, '').slice(0, 3))

/** Changes one clock: what it would do to what already runs is shown first, and the source is asked for each time. */
export function ClockForm({ clock, onChanged, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>({ ...clock, source: '', recount: false })
  const [preview, setPreview] = useState<Preview>()
  const [busy, setBusy] = useState<'look' | 'save'>()
  const [failure, setFailure] = useState<CallFailure>()
  const change = (changed: Partial<Draft>) => {
    setDraft({ ...draft, ...changed })
    if (!('source' in changed) && !('recount' in changed)) setPreview(undefined)
  }
  const run = async (what: 'look' | 'save', act: () => Promise<void>) => {
    setBusy(what)
    setFailure(undefined)
    try {
      await act()
    } catch (error) {
      setFailure(failureFrom(error))
    }
    setBusy(undefined)
  }
  const { dayKind, days, months, onDay, endsAt } = draft
  const set = { clock: clock.clock, dayKind, days, months, onDay, endsAt }
  const look = () =>
    run('look', async () => setPreview(await call(previewRecount, { definition: set }, { as: 'staff' })))
  const save = () =>
    run('save', async () => {
      const { source, recount, extendBy } = draft
      const version = { version: clock.version, extendBy, source, recount, ...set }
      const next = await once('clock', version, (id) => call(defineClock, { id, ...version }, { as: 'staff' }))
      onChanged(next)
      toast(recount ? '已改，正在重算在办件' : '已改，从此新起算的按新规定')
      onClose()
    })
  const isSourced = draft.source.trim().length >= 4
  return (
    <View className="stack-tight clock-form" aria-label={`修改：${clock.matter}`}>
      <Heading className="strong">修改：{clock.matter}</Heading>
      <Lengths draft={draft} change={change} failure={failure} />
      <TextField
        id="clock-source"
        label="新规定的依据"
        hint="诉求人和同事都能查到"
        placeholder={clock.source}
        value={draft.source}
        onChange={(source) => change({ source })}
        maxLength={300}
        error={failure?.fieldMessage('source')}
      />
      <Switch label="在办的也按新规定重算到期日" on={draft.recount} onChange={(recount) => change({ recount })} />
      {preview && <PreviewWords preview={preview} />}
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      <View className="wrap">
        <Button small narrow kind="line" busy={busy === 'look'} disabled={busy !== undefined} onPress={look}>
          预览影响
        </Button>
        <Button small narrow busy={busy === 'save'} disabled={!isSourced || busy !== undefined} onPress={save}>
          {isSourced ? `保存为第 ${clock.version + 1} 版` : '保存（先写依据）'}
        </Button>
        <Button small narrow kind="line" onPress={onClose}>
          先不改
        </Button>
      </View>
      <History clock={clock} />
    </View>
  )
}

type LengthProps = { draft: Draft; change: (changed: Partial<Draft>) => void; failure: CallFailure | undefined }

function Lengths({ draft, change, failure }: LengthProps) {
  if (draft.onDay !== null) {
    return (
      <TextField
        id="clock-days"
        label="每年哪一天以前"
        hint="月-日，例如 03-31"
        value={draft.onDay}
        onChange={(onDay) => change({ onDay })}
        error={failure?.fieldMessage('onDay')}
      />
    )
  }
  const number = (name: 'days' | 'months' | 'extendBy', label: string, id?: string) => (
    <TextField
      id={id}
      kind="number"
      label={label}
      value={String(draft[name])}
      onChange={(value) => change({ [name]: whole(value) })}
      error={failure?.fieldMessage(name)}
    />
  )
  return (
    <>
      <Field label="按哪种日子算">
        <Segments<DayKind>
          label="按哪种日子算"
          options={[
            { value: 'working', word: '工作日' },
            { value: 'natural', word: '自然日' },
          ]}
          value={draft.dayKind}
          onChange={(dayKind) => change({ dayKind })}
        />
      </Field>
      <View className="clock-fields">
        {number('days', '天数', 'clock-days')}
        {number('months', '月数')}
        {number('extendBy', '最多延长')}
        <TextField
          label="到点"
          hint="24:00 是当天结束"
          value={draft.endsAt}
          onChange={(endsAt) => change({ endsAt })}
          error={failure?.fieldMessage('endsAt')}
        />
      </View>
    </>
  )
}

function History({ clock }: { clock: ClockDefinition }) {
  const history = useRemote(
    () => call(readClockHistory, { clock: clock.clock }, { as: 'staff' }),
    `${clock.clock}/${clock.version}`,
  )
  return (
    <Loaded from={history}>
      {({ versions }) => (
        <Table
          label="历次规定"
          rows={versions}
          rowKey={({ version }) => String(version)}
          columns={[
            { key: 'version', head: '历次规定', grow: 1, cell: ({ version }) => `第 ${version} 版` },
            { key: 'length', head: '时限', grow: 2, cell: lengthInWords },
            { key: 'source', head: '依据', grow: 4, cell: ({ source }) => <View className="sub">{source}</View> },
            {
              key: 'who',
              head: '谁改的',
              grow: 2,
              cell: ({ setBy, setAt }) => `${setBy ?? '系统自带'} ${instantInWords(setAt)}`,
            },
          ]}
        />
      )}
    </Loaded>
  )
}
