import { listIndicators } from '@minyi/shared/indicators/contract.ts'
import { type Audience, previewFigure, publishFigure } from '@minyi/shared/indicators/published/contract.ts'
import { listAreas, listUnits } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chip'
import { Field } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { DayField, PickField } from '../../../components/pick-field'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { FailureNotice } from './failure-notice'
import { type Preview, PreviewCard } from './preview-card'
import { SignCard } from './sign-card'
import './publish.css'

type Draft = {
  indicatorId?: string
  audience: Audience
  areaId?: string
  unitId?: string
  from?: string
  to?: string
}

/** Choose, look at what would be frozen, then publish under one's own name. */
export function PublishForm({ indicatorId, onDone }: { indicatorId?: string; onDone: (id: string) => void }) {
  const [draft, setDraft] = useState<Draft>({ indicatorId, audience: 'public' })
  const [preview, setPreview] = useState<Preview>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part })
    setPreview(undefined)
  }
  const choice = draft.indicatorId ? { ...draft, indicatorId: draft.indicatorId } : undefined
  const look = async () => {
    if (!choice) return
    setBusy(true)
    setFailure(undefined)
    try {
      setPreview(await call(previewFigure, choice))
    } catch (error) {
      setFailure(failureFrom(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <View className="publish-columns">
      <Card label="选要发布的数字" className="publish-side chart-part">
        <Heading>一、选要发布的数字</Heading>
        <ChoiceFields draft={draft} onChange={change} />
        <FailureNotice failure={failure} />
        <Button busy={busy} disabled={!choice} onPress={look}>
          预览
        </Button>
      </Card>
      <View className="publish-main">
        {preview && choice ? (
          <>
            <PreviewCard preview={preview} />
            <SignCard
              preview={preview}
              publish={({ id, note }) => {
                const looked = { asOf: preview.asOf, sha256: preview.rows.sha256 }
                return call(publishFigure, { id, ...choice, ...looked, note })
              }}
              onDone={onDone}
            />
          </>
        ) : (
          <Card className="sub">
            预览会在这里：将要冻结的数字、区间、结论，以及发布前该知道的事。不写入，可以反复看。
          </Card>
        )}
      </View>
    </View>
  )
}

function ChoiceFields({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const indicators = useKeptRemote(() => call(listIndicators, {}), 'indicators.list').value?.indicators ?? []
  const areas = useKeptRemote(() => call(listAreas, {}), 'registry.listAreas').value?.areas ?? []
  const units = useKeptRemote(() => call(listUnits, {}), 'registry.listUnits').value?.units ?? []
  const office = draft.audience === 'office'
  return (
    <>
      <PickField
        label="指标"
        placeholder="请选一个指标"
        options={indicators.map(({ id, name }) => ({ value: id, word: name }))}
        value={draft.indicatorId}
        onChange={(indicatorId) => onChange({ indicatorId })}
      />
      <Field label="发布给谁" hint={office ? '领导和监督机构' : '社会公众：只能是关账值，时段由关账决定'}>
        <Chips
          label="发布给谁"
          options={[
            { value: 'public', word: '向社会' },
            { value: 'office', word: '内部' },
          ]}
          value={draft.audience}
          onChange={(audience) => onChange({ audience, unitId: undefined, from: undefined, to: undefined })}
        />
      </Field>
      <PickField
        label="区域"
        placeholder="全部"
        options={[
          { value: '', word: '全部区域' },
          ...areas.filter(({ level }) => level === 'township').map(({ id, name }) => ({ value: id, word: name })),
        ]}
        value={draft.areaId ?? ''}
        onChange={(id) => onChange({ areaId: id || undefined, unitId: undefined })}
      />
      {office && (
        <>
          <PickField
            label="单位"
            placeholder="全部"
            options={[
              { value: '', word: '全部单位' },
              ...units.map(({ id, shortName }) => ({ value: id, word: shortName })),
            ]}
            value={draft.unitId ?? ''}
            onChange={(id) => onChange({ unitId: id || undefined, areaId: undefined })}
          />
          <DayField
            label="从"
            placeholder="起"
            value={draft.from}
            to={draft.to}
            onChange={(from) => onChange({ from })}
          />
          <DayField
            label="到"
            placeholder="止"
            value={draft.to}
            from={draft.from}
            onChange={(to) => onChange({ to })}
          />
        </>
      )}
    </>
  )
}
