import {
  type Bulletin,
  type BulletinRow,
  draftBulletin,
  listBulletins,
  readBulletin,
} from '@minyi/shared/bulletins/contract.ts'
import { bulletinKindLabels, bulletinStateLabels } from '@minyi/shared/bulletins/labels.ts'
import { addDays, addMonths, firstOfMonth } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { Sheet } from '../../components/confirm-sheet'
import { Field } from '../../components/field'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { OfficeHead } from '../../components/office/office-page'
import { DayField } from '../../components/pick-field'
import { Row } from '../../components/row'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { phoneDay } from '../../lib/phone-clock'
import { useRemote } from '../../lib/remote'
import { shortDay } from '../../lib/time-words'
import { useOffice } from '../office/store'
import { BulletinDesk } from './bulletin-desk'
import './bulletins.scss'
import { PageTurner } from '../../components/office/page-turner'

/** Bulletins and reports (通报): the list, and one of them on the desk; which one stands in the address. */
export function BulletinsView() {
  const [id, setId] = useState(() => queryOfAddress().id)
  const [making, setMaking] = useState(false)
  const writes = useOffice(({ me }) => me?.permissions.includes('bulletins.write') ?? false)
  const open = (next?: string) => {
    setId(next)
    setMaking(false)
    keepInAddress({ id: next })
  }
  if (id) return <OneBulletin key={id} id={id} onOpen={open} />
  return (
    <>
      <OfficeHead crumb="数字由系统统计后冻结，每个都有出处；写稿、审核是两个人，发布后不再改动" title="通报和年度报告">
        {writes && (
          <Button small narrow icon="plus" onPress={() => setMaking(true)}>
            起草
          </Button>
        )}
      </OfficeHead>
      <BulletinList onOpen={open} />
      {making && <DraftSheet onClose={() => setMaking(false)} onDone={open} />}
    </>
  )
}

function OneBulletin({ id, onOpen }: { id: string; onOpen: (id?: string) => void }) {
  const found = useRemote(() => call(readBulletin, { bulletinId: id }), id)
  return (
    <Loaded from={found}>
      {(bulletin: Bulletin) => (
        <BulletinDesk bulletin={bulletin} onChange={found.replace} onReload={found.reload} onOpen={onOpen} />
      )}
    </Loaded>
  )
}

const tones = {
  preparing: 'plain',
  failed: 'bad',
  draft: 'plain',
  'in-review': 'warn',
  reviewed: 'blue',
  published: 'good',
} as const

function BulletinList({ onOpen }: { onOpen: (id: string) => void }) {
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const page = useRemote(() => call(listBulletins, { after }), after ?? '')
  return (
    <Loaded from={page}>
      {({ rows, next }) =>
        rows.length === 0 ? (
          <StateCard
            kind="empty"
            title="还没有通报"
            text="起草时选好时段，系统统计数字并写好初稿，您再改文字、送审。"
          />
        ) : (
          <>
            <Card flush label="通报和年度报告">
              {rows.map((row) => (
                <BulletinLine key={row.id} row={row} onOpen={onOpen} />
              ))}
            </Card>
            <PageTurner trail={trail} next={next} onTurn={setTrail} />
          </>
        )
      }
    </Loaded>
  )
}

function BulletinLine({ row, onOpen }: { row: BulletinRow; onOpen: (id: string) => void }) {
  const { id, state, title, kind, number, madeAt, madeBy, publishedAt, correctedBy, corrects } = row
  return (
    <Row
      icon="document"
      title={title}
      note={
        <View className="wrap">
          <Tag tone={tones[state]}>{bulletinStateLabels[state]}</Tag>
          {correctedBy && <Tag tone="warn">已更正</Tag>}
          {corrects && <Tag tone="plain">更正稿</Tag>}
          <View>
            {bulletinKindLabels[kind]}，{number ?? '未编号'}；
            {publishedAt ? `${shortDay(publishedAt)}发布` : `${madeBy.name} ${shortDay(madeAt)}起草`}
          </View>
        </View>
      }
      onPress={() => onOpen(id)}
    />
  )
}

const kinds = [
  { value: 'period', word: '通报（行政执法投诉举报）' },
  { value: 'annual', word: '年度报告（各类民意诉求）' },
] as const

/** Which days a new bulletin is about: last month, or last year, unless others are chosen. */
function DraftSheet({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const today = phoneDay()
  const [kind, setKind] = useState<'period' | 'annual'>('period')
  const [days, setDays] = useState(() => lastMonth(today))
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const choose = (next: 'period' | 'annual') => {
    setKind(next)
    setDays(next === 'annual' ? lastYear(today) : lastMonth(today))
  }
  const make = async () => {
    setBusy(true)
    try {
      onDone((await call(draftBulletin, { id: await newId(), kind, ...days })).id)
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <Sheet open title="起草" onClose={onClose}>
      <Field label="写哪一种">
        <Chips label="写哪一种" options={kinds} value={kind} onChange={choose} />
      </Field>
      <DayField label="从哪天" placeholder="选日期" value={days.from} onChange={(from) => setDays({ ...days, from })} />
      <DayField
        label="到哪天"
        placeholder="选日期"
        value={days.to}
        onChange={(to) => setDays({ ...days, to })}
        error={failure?.fieldMessage('to')}
      />
      {failure && <Notice kind="bad">{failure.title}</Notice>}
      <Button busy={busy} onPress={make}>
        开始统计
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}

function lastMonth(today: string) {
  const first = firstOfMonth(today)
  return { from: addMonths(first, -1), to: addDays(first, -1) }
}

function lastYear(today: string) {
  const year = Number(today.slice(0, 4)) - 1
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}
