import type { Effect } from '@minyi/shared/indicators/effects/contract.ts'
import type { ExclusionAct, ExclusionDetail, ExclusionState } from '@minyi/shared/ratings/exclusions/contract.ts'
import { exclusionStateLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { TextArea } from '../../components/field'
import { Notice } from '../../components/notice'
import { ActionBar } from '../../components/office/action-bar'
import { StepForm } from '../../components/office/step-form'
import { useFocusOn } from '../../lib/focus'
import { FlipNotice } from './effects'
import { beginDeed, type Deed, deedWords, endDeed, sendDeed, useLedger, writeNote } from './store'

type Offered = { deed: Deed; key: string; note: string; needed: boolean; told: string }

const offered: Record<Deed, Omit<Offered, 'deed'>> = {
  approve: { key: 'a', note: '审核意见', needed: false, told: '会告诉居民；不写就用提出时的依据' },
  refuse: { key: 'n', note: '不同意的理由', needed: false, told: '内部记录' },
  withdraw: { key: 'z', note: '', needed: false, told: '' },
  restore: { key: 'a', note: '为什么恢复', needed: true, told: '会告诉居民' },
  grant: { key: 'a', note: '决定的理由', needed: true, told: '会告诉居民' },
  dismiss: { key: 'n', note: '决定的理由', needed: true, told: '会告诉居民' },
}

const deedsFor: Record<ExclusionAct, Deed[]> = {
  approve: ['approve'],
  refuse: ['refuse'],
  withdraw: ['withdraw'],
  restore: ['restore'],
  'decide-appeal': ['grant', 'dismiss'],
}

/** What may be done with this one now, each with its key. */
export const deedsOf = ({ acts }: Pick<ExclusionDetail, 'acts'>): Offered[] =>
  acts.flatMap((act) => deedsFor[act]).map((deed) => ({ deed, ...offered[deed] }))

/** The next acts in one bar; the chosen one opens its note in the same place. */
export function Deeds({ item, effects }: { item: ExclusionDetail; effects: Effect[] | undefined }) {
  const deed = useLedger((state) => state.deed)
  const chosen = deed && { ...offered[deed.deed], deed: deed.deed }
  if (chosen)
    return (
      <DeedForm chosen={chosen} allowed={deedsOf(item).some((one) => one.deed === chosen.deed)} effects={effects} />
    )
  const deeds = deedsOf(item)
  const next = nextWords[item.state]
  return (
    <ActionBar
      next={next ?? exclusionStateLabels[item.state]}
      aside={item.barred ? barredWords[item.barred] : undefined}
      hasPrimary={next !== undefined}
      actions={deeds.map(({ deed, key }) => ({
        word: deedWords[deed],
        keyName: key,
        onPress: () => beginDeed(deed),
      }))}
    />
  )
}

const nextWords: Partial<Record<ExclusionState, string>> = {
  proposed: '下一步：另一人审核',
  appealed: '下一步：第三人决定申诉',
}
const barredWords = {
  proposer: '是您提出的，须由别的同事决定',
  approver: '是您审核的，申诉须由第三位同事决定',
}

function DeedForm({ chosen, allowed, effects }: { chosen: Offered; allowed: boolean; effects: Effect[] | undefined }) {
  const deed = useLedger((state) => state.deed)
  useFocusOn(chosen.note ? 'deed-note' : 'deed-confirm', chosen.deed)
  if (!deed) return null
  const flips = chosen.deed === 'approve' && (effects ?? []).some((effect) => effect.flips)
  const needed = chosen.needed || flips
  const missing = needed && deed.note.trim().length < 4
  const word = deedWords[chosen.deed]
  return (
    <StepForm title={word}>
      {flips && <FlipNotice effects={effects ?? []} />}
      {chosen.note && (
        <TextArea
          id="deed-note"
          label={chosen.note}
          hint={flips ? '会改变结论，必须写明；会告诉居民' : needed ? chosen.told : `可不填，${chosen.told}`}
          value={deed.note}
          onChange={writeNote}
          maxLength={500}
          error={deed.failure?.fieldMessage('note')}
        />
      )}
      {deed.failure && deed.failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {deed.failure.title}。您写的内容都还在{allowed ? '。' : '；上面已是最新的状态。'}
        </Notice>
      )}
      <View className="wrap">
        <Button id="deed-confirm" small busy={deed.busy} disabled={missing || !allowed} onPress={sendDeed}>
          {missing ? `${word}（请写明理由）` : flips ? `仍然${word}` : `确认${word}`}
        </Button>
        <Button kind="line" small onPress={endDeed}>
          先不
        </Button>
      </View>
    </StepForm>
  )
}
