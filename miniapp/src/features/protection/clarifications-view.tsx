import { type Clarification, type Finding, listClarifications } from '@minyi/shared/cases/clarifications/contract.ts'
import { findingLabels } from '@minyi/shared/cases/clarifications/labels.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { accusedReach } from '@minyi/shared/cases/rules.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea } from '../../components/field'
import { Notice } from '../../components/notice'
import { PickField } from '../../components/pick-field'
import { Switch } from '../../components/switch'
import { call } from '../../lib/call'
import { instantInWords } from '../../lib/time-words'
import { PaperCard } from './clarification-paper'
import { Paged } from './paged'
import { SendForm, tooShort } from './send-form'
import { protection } from './store'

/** What the supervision issued to clear units and officers (不实举报澄清). */
export function ClarificationsView() {
  return (
    <View className="stack">
      <Notice icon="document">
        澄清书只写被澄清的单位或人员和出具机关，不写诉求人，不写是哪一件。办结后在民意件的“监督保护”里出具。
      </Notice>
      <Paged
        about="clarifications"
        read={(after) => call(listClarifications, { after })}
        empty={{ title: '还没有出具过澄清', text: '查明反映不实的，可为受到影响的单位和人员澄清。' }}
      >
        {(row, reload) => <IssuedCard row={row} onDone={reload} />}
      </Paged>
    </View>
  )
}

function IssuedCard({ row, onDone }: { row: Clarification; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  return (
    <PaperCard paper={row}>
      <View className="sub">
        内部：出自 {row.caseNumber}，{row.issuedByName}出具{row.heard ? `；此事怎样为人所知：${row.heard}` : ''}
        {row.withdrawnAt && `；${instantInWords(row.withdrawnAt)}撤销：${row.withdrawWords ?? ''}`}
      </View>
      {!row.withdrawn && (
        <Button narrow small kind="line" onPress={() => setOpen(true)}>
          撤销这份澄清
        </Button>
      )}
      <Sheet open={open} title="撤销澄清" onClose={() => setOpen(false)}>
        <SendForm
          word="撤销"
          danger
          missing={tooShort(words, 4)}
          onClose={() => setOpen(false)}
          send={async () => {
            await protection.takeBack(row.id, words)
            setOpen(false)
            onDone()
          }}
        >
          {(fault) => (
            <TextArea label="撤销的理由" value={words} onChange={setWords} maxLength={300} error={fault('words')} />
          )}
        </SendForm>
      </Sheet>
    </PaperCard>
  )
}

const findings = (['untrue', 'unfounded', 'lawful'] as const).map((value) => ({ value, word: findingLabels[value] }))

/** The form on a closed item; what the accused was never told of needs a word on how it is known. */
export function ClearForm({ item, onDone, onClose }: { item: CaseDetail; onDone: () => void; onClose: () => void }) {
  const [finding, setFinding] = useState<Finding>()
  const [words, setWords] = useState('')
  const [heard, setHeard] = useState('')
  const [open, setOpen] = useState(false)
  const needsHeard = accusedReach(item.kind, item.identity, item.legalPath) === 'nothing'
  const missing = !finding
    ? '还没选结论'
    : (tooShort(words, 10, '查核结论') ?? (needsHeard ? tooShort(heard, 4, '怎样为人所知') : undefined))
  const send = async () => {
    const paper = { caseId: item.id, finding: finding ?? 'unfounded', words, public: open }
    await protection.clear(needsHeard ? { ...paper, heard } : paper)
    onDone()
  }
  return (
    <SendForm word="出具澄清书" missing={missing} send={send} onClose={onClose}>
      {(fault) => (
        <>
          <PickField label="结论" placeholder="请选择" options={findings} value={finding} onChange={setFinding} />
          <TextArea
            label="查核结论"
            hint="不写诉求人、件号和诉求的原话"
            value={words}
            onChange={setWords}
            maxLength={600}
            error={fault('words')}
          />
          {needsHeard && (
            <TextArea
              label="此事怎样为人所知"
              hint="被投诉人不知道有这件，不能由我们说破"
              value={heard}
              onChange={setHeard}
              maxLength={300}
              error={fault('heard')}
            />
          )}
          <Switch label="同时公开" on={open} onChange={setOpen} />
        </>
      )}
    </SendForm>
  )
}
