import { useState } from 'react'
import { Button } from '../../components/button'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { FootPair } from '../../components/page'
import { toast } from '../../lib/toast'
import { dropDraft, finishDraft, useField } from './store'

/** Hands the draft over: sent when the server says so, and until then counted as not sent. */
export function CollectSend({ onDone }: { onDone: () => void }) {
  const [busy, setBusy] = useState(false)
  const [dropping, setDropping] = useState(false)
  const submit = async () => {
    setBusy(true)
    const id = useField.getState().draft?.id
    const left = await finishDraft()
    setBusy(false)
    if (!left) {
      toast('还有内容要改，见页面上的提示')
      return
    }
    const waits = useField.getState().unsent.some((one) => one.id === id)
    toast(waits ? '没有网络，已存在本机，还没上传' : '已上传，请把编号抄给群众')
    onDone()
  }
  return (
    <>
      <FootPair>
        <Button kind="line" onPress={() => setDropping(true)}>
          不填了
        </Button>
        <Button busy={busy} onPress={submit}>
          念给群众听过，提交
        </Button>
      </FootPair>
      <ConfirmSheet
        open={dropping}
        title="不填了？"
        text="写的内容会从这部手机上删掉，找不回来。"
        confirm="删掉"
        danger
        onConfirm={() => {
          dropDraft()
          setDropping(false)
          onDone()
        }}
        onClose={() => setDropping(false)}
      />
    </>
  )
}
