import { type LegalPath, LegalPath as LegalPaths, type Tier, Tier as Tiers } from '@minyi/shared/cases/contract.ts'
import { type PauseReason, PauseReason as PauseReasons } from '@minyi/shared/cases/office/contract.ts'
import { pathWords } from '@minyi/shared/cases/paths/labels.ts'
import { pauseReasonLabels } from '@minyi/shared/cases/requests/labels.ts'
import { tierLabels } from '@minyi/shared/cases/tiers/labels.ts'
import { clockLabels, dueInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { Chips } from '../../../components/chip'
import { Field, TextField } from '../../../components/field'
import type { CallFailure } from '../../../lib/call'
import { type Act, changeDraft, type Draft, useSubject } from './store'

/** What the steps that others decide, and tiers and paths, still need. */
export function missingMore(act: Act, draft: Draft): string | undefined {
  if (act === 'ask-pause' && !draft.reason) return '还没选原因'
  if ((act === 'ask-extension' || act === 'ask-pause') && !draft.days) return '还没填天数'
  if (act === 'set-tier' && !draft.tier) return '还没选层级'
  if (act === 'set-path' && !draft.legalPath) return '还没选途径'
  return undefined
}

export function MoreFields({ act, draft, failure }: { act: Act; draft: Draft; failure: CallFailure | undefined }) {
  const asksDays = act === 'ask-extension' || act === 'ask-pause'
  return (
    <>
      {act === 'take' && <View>接收后由本单位办理，不再提异议。期限不变。</View>}
      {act === 'undo' && <View>这一步像没有做过一样：状态、承办单位和期限都回到原来。</View>}
      {act === 'ask-pause' && <PauseWhy draft={draft} />}
      {asksDays && <Days act={act} draft={draft} error={failure?.fieldMessage('days')} />}
      {act === 'set-tier' && <TierChoice draft={draft} />}
      {act === 'set-path' && <PathChoice draft={draft} />}
    </>
  )
}

function Days({ act, draft, error }: { act: Act; draft: Draft; error: string | undefined }) {
  const clock = useSubject()?.clock
  return (
    <>
      {clock && (
        <View className="sub">
          现在的{clockLabels[clock.clock]}：{dueInWords(clock)}
        </View>
      )}
      <TextField
        id="step-days"
        kind="number"
        label={act === 'ask-pause' ? '暂停几天' : `延长几${clock?.dayKind === 'working' ? '个工作日' : '天'}`}
        hint={act === 'ask-pause' ? '到期自动恢复' : '只能延长一次'}
        value={draft.days ? String(draft.days) : ''}
        onChange={(value) => changeDraft({ days: Number(value.replace(/\D/g, '').slice(0, 3)) || undefined })}
        error={error}
      />
    </>
  )
}

function PauseWhy({ draft }: { draft: Draft }) {
  return (
    <Field label="原因">
      <Chips<PauseReason>
        label="暂停的原因"
        options={PauseReasons.options.map((value) => ({ value, word: pauseReasonLabels[value] }))}
        value={draft.reason}
        onChange={(reason) => changeDraft({ reason })}
      />
    </Field>
  )
}

function TierChoice({ draft }: { draft: Draft }) {
  const now = useSubject()?.tier
  return (
    <Field label="改到哪一级" hint={now ? `现在：${tierLabels[now]}` : undefined}>
      <Chips<Tier>
        label="层级"
        options={Tiers.options.filter((tier) => tier !== now).map((value) => ({ value, word: tierLabels[value] }))}
        value={draft.tier}
        onChange={(tier) => changeDraft({ tier })}
      />
      <View className="sub">从现在起按这一级的时限算；到期没有办结会自动升级。</View>
    </Field>
  )
}

function PathChoice({ draft }: { draft: Draft }) {
  const now = useSubject()?.legalPath
  const paths = LegalPaths.options.filter((path) => path !== now)
  const chosen = draft.legalPath
  return (
    <Field label="归到哪条法定途径" hint={now ? `现在：${pathWords[now].title}` : undefined}>
      <Chips<LegalPath | 'none'>
        label="法定途径"
        options={[
          ...paths.map((value) => ({ value, word: pathWords[value].title })),
          ...(now ? [{ value: 'none' as const, word: '不走其他途径' }] : []),
        ]}
        value={chosen}
        onChange={(legalPath) => changeDraft({ legalPath })}
      />
      {chosen && chosen !== 'none' && (
        <View className="sub">
          诉求人会看到：{pathWords[chosen].what}
          {pathWords[chosen].by}
        </View>
      )}
      {chosen === 'petition' && <View className="sub">办理期限改按《信访工作条例》：15 日登记、60 日办结。</View>}
      {chosen === 'discipline' && <View className="sub">从现在起，被反映的单位和人员看不到这一件。</View>}
    </Field>
  )
}
