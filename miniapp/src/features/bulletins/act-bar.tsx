import type { Bulletin, BulletinAct } from '@minyi/shared/bulletins/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Chips } from '../../components/chip'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea } from '../../components/field'
import { Notice } from '../../components/notice'
import { type CallFailure, failureFrom } from '../../lib/call'
import { toast } from '../../lib/toast'
import { actOn } from './store'

type Act = Exclude<BulletinAct, 'edit'>
type Words = { word: string; title: string; text: string; done: string; asks?: string; danger?: boolean }

const words: Record<Act, Words> = {
  recount: {
    word: '照此重算',
    title: '照此重算',
    text: '同样的时段和口径，按现在的数据重新统计。算完会列出哪些数字变了；现在的文字留在修改记录里。',
    done: '正在重新统计',
  },
  submit: { word: '送审', title: '送审', text: '送审后不能再改，由另一位同事审核。', done: '已送审' },
  approve: {
    word: '审核通过',
    title: '审核通过',
    text: '确认数字有出处、文字属实、没有能认出个人的内容。',
    done: '已审核',
  },
  return: {
    word: '退回修改',
    title: '退回修改',
    text: '写明要改什么，拟稿人会看到。',
    asks: '退回原因',
    done: '已退回',
    danger: true,
  },
  publish: {
    word: '发布',
    title: '发布',
    text: '编文号、生成 PDF 和 DOCX 并冻结，列入公开页。发布后任何人都不能改，只能另发更正。',
    done: '已发布，公开页可查',
  },
  correct: {
    word: '更正',
    title: '另发更正',
    text: '原件保留不动；系统重新统计并另起一份更正稿，照样要审核、发布。',
    asks: '更正原因',
    done: '已起更正稿',
  },
}

const keeping = [
  { value: 'kept', word: '只换数字，文字不动' },
  { value: 'anew', word: '正文也重写' },
] as const

const primary: readonly Act[] = ['submit', 'approve', 'publish']

type ActBarProps = { bulletin: Bulletin; onChange: (bulletin: Bulletin) => void; onOpen: (id: string) => void }

/** What can be done with a bulletin now, each asked once before it is done. */
export function ActBar({ bulletin, onChange, onOpen }: ActBarProps) {
  const [asked, setAsked] = useState<Act>()
  const acts = bulletin.may.filter((act): act is Act => act !== 'edit')
  const ready = bulletin.checks.every(({ ok }) => ok)
  return (
    <>
      {acts.map((act) => (
        <Button
          key={act}
          small
          narrow
          kind={primary.includes(act) ? 'primary' : 'line'}
          disabled={act === 'submit' && !ready}
          onPress={() => setAsked(act)}
        >
          {act === 'submit' && !ready ? '送审（还有要改的）' : words[act].word}
        </Button>
      ))}
      {asked && (
        <ActSheet
          act={asked}
          bulletin={bulletin}
          onClose={() => setAsked(undefined)}
          onDone={(next) => {
            setAsked(undefined)
            toast(words[asked].done)
            if (next.id === bulletin.id) onChange(next)
            else onOpen(next.id)
          }}
        />
      )}
    </>
  )
}

type ActSheetProps = { act: Act; bulletin: Bulletin; onClose: () => void; onDone: (bulletin: Bulletin) => void }

function ActSheet({ act, bulletin, onClose, onDone }: ActSheetProps) {
  const { title, text, asks, word, danger } = words[act]
  const [reason, setReason] = useState('')
  const [keep, setKeep] = useState<'kept' | 'anew'>('kept')
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      onDone(await actOn(bulletin, act, { reason, keep }))
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <Sheet open title={title} onClose={onClose}>
      <View className="sub">{text}</View>
      {act === 'recount' && bulletin.sections.length > 0 && (
        <Chips label="文字" options={keeping} value={keep} onChange={setKeep} />
      )}
      {asks && <TextArea label={asks} value={reason} onChange={setReason} maxLength={500} />}
      {failure && <Notice kind="bad">{failure.fields[0]?.message ?? failure.title}</Notice>}
      <Button
        kind={danger ? 'danger' : 'primary'}
        busy={busy}
        disabled={asks !== undefined && reason.trim().length < 4}
        onPress={run}
      >
        {word}
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
