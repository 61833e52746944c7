import type { Certificate } from '@minyi/shared/indicators/published/contract.ts'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { ConfirmSheet } from '../../../components/confirm-sheet'
import { TextArea } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { type CallFailure, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { useOffice } from '../../office/store'
import { FailureNotice } from './failure-notice'
import type { Preview } from './preview-card'
import './publish.css'

export type SignCardProps = {
  preview: Preview
  publish: (signed: { id: string; note: string }) => Promise<Certificate>
  onDone: (id: string) => void
}

/** Publishing under one's own name, asked once more; a second press sends the same act, unless the first was refused. */
export function SignCard({ preview, publish, onDone }: SignCardProps) {
  const me = useOffice((office) => office.me)
  const [note, setNote] = useState('')
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const [id, setId] = useState<string>()
  const sign = async () => {
    setBusy(true)
    try {
      const own = id ?? (await newId())
      setId(own)
      onDone((await publish({ id: own, note })).id)
    } catch (error) {
      const failed = failureFrom(error)
      setFailure(failed)
      if (failed.code !== 'offline') setId(undefined)
      setAsking(false)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card label="署名发布" className="chart-part">
      <Heading>二、署名发布</Heading>
      <TextArea
        label="说明"
        hint="可不填，随数字一起发布"
        value={note}
        onChange={setNote}
        maxLength={500}
        placeholder="例如：三季度，含节假日值班期间的执法"
      />
      <FailureNotice failure={failure} />
      <Button disabled={!preview.figure.estimate} onPress={() => setAsking(true)}>
        以 {me?.name ?? ''} 的名义发布
      </Button>
      <ConfirmSheet
        open={asking}
        title="发布之后不能改"
        text={`${preview.name}会写上${me?.name ?? ''}和现在的时间；要改只能另发一个更正，原来的保留在清单里。`}
        confirm="发布"
        busy={busy}
        onConfirm={sign}
        onClose={() => setAsking(false)}
      />
    </Card>
  )
}
