import {
  type Certificate,
  correctFigure,
  previewFigure,
  withdrawFigure,
} from '@minyi/shared/indicators/published/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Sheet } from '../../../components/confirm-sheet'
import { TextArea } from '../../../components/field'
import { percent } from '../../../components/figure-words'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { FailureNotice } from './failure-notice'
import { type Preview, PreviewCard } from './preview-card'

export type ActSheetProps = {
  act: 'correct' | 'withdraw'
  certificate: Certificate
  onClose: () => void
  onDone: (id: string) => void
}

/**
 * Correcting or withdrawing, with the reason; a correction is looked at before it is made. A second press sends the same act, unless the
 * first was refused.
 */
export function ActSheet({ act, certificate, onClose, onDone }: ActSheetProps) {
  const [reason, setReason] = useState('')
  const [preview, setPreview] = useState<Preview>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const [id, setId] = useState<string>()
  const correcting = act === 'correct'
  const run = async (step: () => Promise<void>) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await step()
    } catch (error) {
      const failed = failureFrom(error)
      setFailure(failed)
      if (failed.code !== 'offline') setId(undefined)
      if (failed.code === 'preview-outdated' || failed.code === 'step-not-allowed') setPreview(undefined)
    } finally {
      setBusy(false)
    }
  }
  const look = () => run(async () => setPreview(await call(previewFigure, choiceOf(certificate))))
  const make = () =>
    run(async () => {
      const own = id ?? (await newId())
      setId(own)
      const figureId = certificate.id
      const made = preview
        ? await call(correctFigure, { id: own, figureId, asOf: preview.asOf, sha256: preview.rows.sha256, reason })
        : await call(withdrawFigure, { id: own, figureId, reason })
      onDone(made.id)
    })
  const ready = reason.trim().length >= 4
  return (
    <Sheet open title={correcting ? '更正：另发一个数字' : '撤下这个数字'} onClose={onClose}>
      <TextArea
        label="原因"
        hint="会随数字公开"
        value={reason}
        onChange={setReason}
        maxLength={500}
        error={failure?.fieldMessage('reason')}
      />
      {preview && (
        <>
          <View className="sub">
            原来 {rateOf(certificate.figure)}，更正后 {rateOf(preview.figure)}
          </View>
          <PreviewCard preview={preview} />
        </>
      )}
      <FailureNotice failure={failure} />
      {correcting && !preview ? (
        <Button busy={busy} disabled={!ready} onPress={look}>
          先预览更正后的数字
        </Button>
      ) : (
        <Button kind={correcting ? 'primary' : 'danger'} busy={busy} disabled={!ready} onPress={make}>
          {correcting ? '发布更正' : '撤下'}
        </Button>
      )}
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}

/** What the certificate was of, so that the correction is of the same. */
function choiceOf({ indicatorId, audience, scope, period, definition }: Certificate) {
  const place = scope.id === null ? {} : scope.dimension === 'unit' ? { unitId: scope.id } : { areaId: scope.id }
  return {
    indicatorId,
    audience,
    ...place,
    ...(audience === 'office' || definition.handling ? { from: period.from, to: period.to } : {}),
  }
}

const rateOf = ({ estimate }: Certificate['figure']) => (estimate ? percent(estimate.point) : '不给比率')
