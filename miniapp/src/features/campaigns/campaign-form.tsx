import { listTopics, type Topic } from '@minyi/shared/cases/topics/contract.ts'
import { type HotspotRow, readHotspot } from '@minyi/shared/hotspots/contract.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextArea, TextField } from '../../components/field'
import { Notice } from '../../components/notice'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { OfficeHead } from '../../components/office/office-page'
import { DayField, PickField } from '../../components/pick-field'
import { Switch } from '../../components/switch'
import { call, failureFrom } from '../../lib/call'
import { useKeptRemote } from '../../lib/kept-remote'
import { phoneDay } from '../../lib/phone-clock'
import { toast } from '../../lib/toast'
import { useOffice } from '../office/store'
import { loadAreas, loadUnits, townsOf, useRegister } from '../registry/store'
import { beginCampaign, type CampaignDraft, sendCampaign, useCampaignForm, writeCampaign } from './store'
import './campaigns.css'

const everywhere = 'all'

type FormProps = { hotspotId: string | undefined; onDone: (id: string) => void; onBack: () => void }
type From = { hotspot: HotspotRow | undefined; topics: Topic[] }

/** A new campaign: from a hot spot, or about a topic of one's own choice. */
export function CampaignForm({ hotspotId, onDone, onBack }: FormProps) {
  const from = useKeptRemote<From>(
    async () => ({
      hotspot: hotspotId ? await call(readHotspot, { hotspotId }) : undefined,
      topics: (await call(listTopics, {})).topics,
    }),
    `campaign-form/${hotspotId ?? ''}`,
  )
  return (
    <KeptLoaded from={from}>
      {(value) => <Form {...value} hotspotId={hotspotId} onDone={onDone} onBack={onBack} />}
    </KeptLoaded>
  )
}

function Form({ hotspot, topics, hotspotId, onDone, onBack }: FormProps & From) {
  const { draft, busy, failure } = useCampaignForm()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read once more must not take the place of what was typed
  useEffect(() => {
    beginCampaign(draftFrom(hotspot, topics))
    for (const load of [loadUnits, loadAreas]) load().catch((error) => toast(failureFrom(error).title))
  }, [hotspot?.id])
  if (!draft) return null
  const send = async () => {
    const id = await sendCampaign(hotspotId)
    if (id) onDone(id)
  }
  const missing = missingIn(draft, hotspot !== undefined)
  return (
    <>
      <OfficeHead
        crumb={
          hotspot ? `从热点开展 · ${hotspot.areaName ?? hotspot.unitName ?? '全市'} ${hotspot.topicName}` : '专项整治'
        }
        title="开展专项整治"
      />
      <Card label="专项整治" className="stack campaign-form">
        <TextField
          id="campaign-name"
          label="名称"
          value={draft.name}
          maxLength={40}
          onChange={(name) => writeCampaign({ name })}
          error={failure?.fieldMessage('name')}
        />
        <TextArea
          id="campaign-goal"
          label="目标"
          hint="办到什么程度，怎么看得出来"
          value={draft.goal}
          maxLength={1000}
          onChange={(goal) => writeCampaign({ goal })}
          error={failure?.fieldMessage('goal')}
        />
        {!hotspot && <TopicField topics={topics} />}
        {!hotspot && <AreaField />}
        <DayField
          label="开始日期"
          placeholder="选日期"
          value={draft.fromDay}
          onChange={(fromDay) => writeCampaign({ fromDay })}
          error={failure?.fieldMessage('fromDay')}
        />
        <DayField
          label="结束日期"
          placeholder="选日期"
          value={draft.toDay}
          onChange={(toDay) => writeCampaign({ toDay })}
          error={failure?.fieldMessage('toDay')}
        />
        <UnitFields units={draft.units} fault={failure?.fieldMessage('units')} />
        <OrderSwitch on={draft.order} />
        {failure && failure.fields.length === 0 && (
          <Notice kind="warn" live>
            {failure.title}。您填写的都还在。
          </Notice>
        )}
        <View className="wrap">
          <Button narrow busy={busy} disabled={missing !== undefined} onPress={send}>
            {missing ? `开展专项整治（${missing}）` : '开展专项整治'}
          </Button>
          <Button kind="line" narrow onPress={onBack}>
            先不
          </Button>
        </View>
      </Card>
    </>
  )
}

function TopicField({ topics }: { topics: readonly Topic[] }) {
  const { draft, failure } = useCampaignForm()
  const options = topics.filter(({ active, parentId }) => active && parentId !== null)
  return (
    <PickField
      label="诉求主题"
      placeholder="选主题"
      options={options.map(({ id, name }) => ({ value: id, word: name }))}
      value={draft?.topicId}
      onChange={(topicId) => writeCampaign({ topicId })}
      error={failure?.fieldMessage('topicId')}
    />
  )
}

function AreaField() {
  const { draft, failure } = useCampaignForm()
  const areas = useRegister((state) => state.areas) ?? []
  return (
    <PickField
      label="范围"
      placeholder="选范围"
      options={[
        { value: everywhere, word: '全市' },
        ...townsOf(areas).map(({ id: value, name: word }) => ({ value, word })),
      ]}
      value={draft?.areaId ?? everywhere}
      onChange={(areaId) => writeCampaign({ areaId: areaId === everywhere ? null : areaId })}
      error={failure?.fieldMessage('areaId')}
    />
  )
}

function UnitFields({ units, fault }: { units: CampaignDraft['units']; fault: string | undefined }) {
  const known = useRegister((state) => state.units) ?? []
  const free = known.filter(({ id }) => !units.some(({ unitId }) => unitId === id))
  const write = (unitId: string, task: string) =>
    writeCampaign({ units: units.map((unit) => (unit.unitId === unitId ? { unitId, task } : unit)) })
  return (
    <View className="stack-tight">
      {units.map(({ unitId, task }) => {
        const name = known.find(({ id }) => id === unitId)?.shortName ?? ''
        return (
          <View key={unitId} className="stack-tight">
            <TextField label={`${name}的任务`} value={task} maxLength={200} onChange={(next) => write(unitId, next)} />
            <View>
              <Button
                kind="word"
                small
                narrow
                label={`去掉这个单位：${name}`}
                onPress={() => writeCampaign({ units: units.filter((unit) => unit.unitId !== unitId) })}
              >
                去掉这个单位
              </Button>
            </View>
          </View>
        )
      })}
      <PickField
        id="campaign-unit"
        label={units.length > 0 ? '再加一个单位' : '责任单位'}
        placeholder="选单位"
        options={free.map(({ id, shortName }) => ({ value: id, word: shortName }))}
        value={undefined}
        onChange={(unitId) => writeCampaign({ units: [...units, { unitId, task: '' }] })}
        error={fault}
      />
    </View>
  )
}

function OrderSwitch({ on }: { on: boolean }) {
  const orders = useOffice(({ me }) => me?.permissions.includes('supervision.order') ?? false)
  if (!orders) return null
  return (
    <View className="line-up wrap">
      <Switch label="同时开督办件" on={on} onChange={(order) => writeCampaign({ order })} />
      <View className="sub">按“13710”设节点，办到销号为止</View>
    </View>
  )
}

function draftFrom(hotspot: HotspotRow | undefined, topics: readonly Topic[]): Partial<CampaignDraft> {
  const from = addDays(phoneDay(), 1)
  const days = { fromDay: from, toDay: addDays(from, 27) }
  if (!hotspot) return days
  const place = hotspot.areaName ?? hotspot.unitName ?? ''
  const unitId = hotspot.unitId ?? topics.find(({ id }) => id === hotspot.topicId)?.unitId
  const perDay = (hotspot.findings.expected / hotspot.findings.days).toFixed(1)
  return {
    ...days,
    name: `${place}${hotspot.topicName}专项整治`,
    goal: `四周内把${place}“${hotspot.topicName}”的诉求降到往常水平（每天 ${perDay} 件左右）。`,
    units: unitId ? [{ unitId, task: '' }] : [],
  }
}

function missingIn(
  { name, goal, topicId, fromDay, toDay, units }: CampaignDraft,
  hasHotspot: boolean,
): string | undefined {
  if (name.trim().length < 4) return '还缺名称'
  if (goal.trim().length < 10) return '目标至少 10 个字'
  if (!hasHotspot && !topicId) return '还没选主题'
  if (!fromDay || !toDay) return '还缺日期'
  if (units.length === 0) return '还没选单位'
  return units.some(({ task }) => task.trim().length < 4) ? '还缺任务' : undefined
}
