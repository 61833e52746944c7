import { exclusionStateLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { Rail, type RailItem } from '../../components/office/rail'
import { useOffice } from '../office/store'
import { closeExclusion, type LedgerView, showLedger, useLedger } from './store'

export const viewWords: Record<LedgerView, string> = { ...exclusionStateLabels, all: '全部', propose: '提出剔除' }

/** The states of exclusions, with how many wait for a decision. */
export function LedgerRail() {
  const { view, counts } = useLedger()
  const proposes = useOffice(({ me }) => me?.permissions.includes('ratings.exclude.propose') ?? false)
  const waiting = (state: 'proposed' | 'appealed') => ({ count: counts[state] ?? 0, tone: 'soon' as const })
  const items: RailItem<LedgerView>[] = [
    { value: 'proposed', word: viewWords.proposed, icon: 'inbox', ...waiting('proposed') },
    { value: 'appealed', word: viewWords.appealed, icon: 'talk', ...waiting('appealed') },
    { value: 'approved', word: viewWords.approved, icon: 'minus' },
    { value: 'upheld', word: viewWords.upheld, icon: 'lock' },
    { value: 'restored', word: viewWords.restored, icon: 'redo' },
    { value: 'refused', word: viewWords.refused, icon: 'close' },
    { value: 'withdrawn', word: viewWords.withdrawn, icon: 'back' },
    { value: 'all', word: viewWords.all, icon: 'list' },
  ]
  return (
    <Rail<LedgerView>
      label="剔除台账"
      items={proposes ? [...items, { value: 'propose', word: viewWords.propose, icon: 'plus' }] : items}
      value={view}
      onChange={(chosen) => {
        closeExclusion()
        showLedger({ view: chosen, batchId: undefined })
      }}
    />
  )
}
