import { useState } from 'react'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { TextField } from '../../components/field'
import { failureFrom } from '../../lib/call'
import { go } from '../../lib/navigate'
import { openByReceipt } from './own/store'

/** Follows an item by the number and the query code of its receipt, without signing in. */
export function ReceiptLookup({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [number, setNumber] = useState('')
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const find = async () => {
    setBusy(true)
    try {
      const { id } = await openByReceipt(number, secret)
      onClose()
      go('progress', { id })
    } catch (error) {
      const failure = failureFrom(error)
      setProblem(failure.code === 'receipt-invalid' ? '编号或查询码不对，请对照回执再输一次' : failure.title)
    }
    setBusy(false)
  }
  return (
    <Sheet open={open} title="用编号查进度" onClose={onClose}>
      <TextField
        label="编号"
        id="receipt-number"
        value={number}
        onChange={setNumber}
        maxLength={24}
        placeholder="回执上的编号"
      />
      <TextField
        label="查询码"
        id="receipt-secret"
        value={secret}
        onChange={setSecret}
        maxLength={40}
        placeholder="12 位，不分大小写"
        error={problem}
        onEnter={find}
      />
      <Button
        id="find-receipt"
        onPress={find}
        disabled={number.trim().length < 6 || secret.trim().length < 6}
        busy={busy}
      >
        查进度
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
