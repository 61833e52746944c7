import type { IdentityLevel } from '@minyi/shared/cases/contract.ts'
import { photoLimit } from '@minyi/shared/cases/contract.ts'
import type { CaseProgress, ProgressAct } from '@minyi/shared/cases/resident/contract.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea } from '../../components/field'
import type { IconName } from '../../components/icon-shapes'
import { Notice } from '../../components/notice'
import { Row } from '../../components/row'
import { type CallFailure, failureFrom } from '../../lib/call'
import { go } from '../../lib/navigate'
import { toast } from '../../lib/toast'
import { PhotosField } from '../files/photos-field'
import { emptyBox, photosIn, proofsOf, usePhotos } from '../files/store'
import { IdentityChoice } from './identity-choice'
import { own } from './own/store'

type Act = Exclude<ProgressAct, 'verdict'>
type Shown = { icon: IconName; title: string; note: string; confirm: string }

const acts: Record<Act, Shown> = {
  add: { icon: 'plus', title: '补充说明或照片', note: '承办人员会看到', confirm: '提交补充' },
  reopen: { icon: 'redo', title: '对结果不认可，申请重办一次', note: '只能申请一次', confirm: '申请重办' },
  tighten: { icon: 'eye-off', title: '改成更严的一种', note: '谁可以知道您是谁，只能改严', confirm: '改成这一种' },
  withdraw: { icon: 'exit', title: '撤回这件诉求', note: '撤回后不再办理', confirm: '撤回' },
}

export type OwnActsProps = { progress: CaseProgress; onDone: (progress: CaseProgress) => void }

/** What the resident can do now, and who has looked. */
export function OwnActs({ progress, onDone }: OwnActsProps) {
  const [act, setAct] = useState<Act>()
  const allowed = (['add', 'reopen', 'tighten', 'withdraw'] as const).filter((one) => progress.may.includes(one))
  const done = (next: CaseProgress) => {
    setAct(undefined)
    onDone(next)
  }
  return (
    <>
      <Card flush>
        <Row
          icon="eye"
          title="谁看过我的信息"
          value={progress.openings > 0 ? `${progress.openings} 人次` : '还没有人'}
          onPress={() => go('openings', { id: progress.id })}
        />
        <Row icon="shield" title="保护和奖励" onPress={() => go('safeguard', { id: progress.id })} />
        {progress.petition && (
          <Row icon="redo" title="复查和复核" onPress={() => go('petition', { id: progress.id })} />
        )}
        {allowed.map((one) => (
          <Row
            key={one}
            icon={acts[one].icon}
            title={acts[one].title}
            note={noteOf(one, progress)}
            onPress={() => setAct(one)}
          />
        ))}
      </Card>
      <Sheet open={act !== undefined} title={act ? acts[act].title : ''} onClose={() => setAct(undefined)}>
        {act && <ActForm act={act} progress={progress} onDone={done} onClose={() => setAct(undefined)} />}
      </Sheet>
    </>
  )
}

type ActFormProps = OwnActsProps & { act: Act; onClose: () => void }

function ActForm({ act, progress, onDone, onClose }: ActFormProps) {
  const box = `case-more-${progress.id}`
  const [words, setWords] = useState('')
  const [level, setLevel] = useState<IdentityLevel>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const photos = usePhotos(({ boxes }) => photosIn(boxes, box))
  const sending = photos.some(({ state }) => state === 'sending')
  const ready = {
    add: words.trim() !== '' || photos.length > 0,
    reopen: words.trim() !== '',
    tighten: level,
    withdraw: true,
  }
  const send = async () => {
    setBusy(true)
    try {
      onDone(await carryOut(act, progress.id, words, level, box))
      toast(`${acts[act].title}：已收到`)
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <View className="stack">
      {act === 'tighten' ? (
        <IdentityChoice value={level} onChange={setLevel} above={progress.identity} />
      ) : (
        <TextArea
          label={act === 'add' ? '补充说明' : '理由'}
          hint={act === 'withdraw' ? '可不填' : undefined}
          value={words}
          onChange={setWords}
          maxLength={500}
          error={failure?.fieldMessage('words')}
        />
      )}
      {act === 'add' && <PhotosField box={box} purpose="case-photo" max={photoLimit} />}
      {failure && (
        <Notice kind="warn" live>
          {failure.title}。写的内容还在，请再试一次。
        </Notice>
      )}
      <Button
        id={`confirm-${act}`}
        kind={act === 'withdraw' ? 'danger' : 'primary'}
        onPress={send}
        busy={busy}
        disabled={!ready[act] || sending}
      >
        {sending ? '照片还在上传…' : acts[act].confirm}
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </View>
  )
}

async function carryOut(
  act: Act,
  id: string,
  words: string,
  level: IdentityLevel | undefined,
  box: string,
): Promise<CaseProgress> {
  if (act === 'withdraw') return own.withdraw(id, words)
  if (act === 'reopen') return own.reopen(id, words)
  if (act === 'tighten') return own.tighten(id, level ?? 'sealed')
  const progress = await own.add(id, words, proofsOf(box))
  emptyBox(box)
  return progress
}

function noteOf(act: Act, { reopenUntilDay }: CaseProgress): string {
  return act === 'reopen' && reopenUntilDay ? `${dayInWords(reopenUntilDay)}前，只能申请一次` : acts[act].note
}
