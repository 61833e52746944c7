import { OfficeHead } from '../../../components/office/office-page'
import { Switcher } from '../../../components/office/switcher'
import { Segments } from '../../../components/segments'
import { OfficeFrame } from '../../../features/office/office-frame'
import { ClarificationsView } from '../../../features/protection/clarifications-view'
import { InterventionsView } from '../../../features/protection/interventions-view'
import { RecusalsView } from '../../../features/protection/recusals-view'
import { RetaliationsView } from '../../../features/protection/retaliations-view'
import { RewardsView } from '../../../features/protection/rewards-view'
import { useKeptChoice } from '../../../lib/kept-choice'
import { desktopWidth, useScreenWidth } from '../../../lib/screen'

const views = [
  { value: 'interventions', word: '干预插手' },
  { value: 'recusals', word: '回避' },
  { value: 'clarifications', word: '不实举报澄清' },
  { value: 'rewards', word: '举报奖励' },
  { value: 'retaliations', word: '报复回访' },
] as const
type View = (typeof views)[number]['value']

export default function Protection() {
  const [view, setView] = useKeptChoice<View>('view', [
    'interventions',
    'recusals',
    'clarifications',
    'rewards',
    'retaliations',
  ])
  const wide = useScreenWidth() >= desktopWidth
  return (
    <OfficeFrame title="监督保护" route="protection">
      <OfficeHead crumb="回避、干预记录、澄清、奖励和报复回访" title="监督保护" />
      {wide ? (
        <Segments label="看什么" options={views} value={view} onChange={setView} />
      ) : (
        <Switcher label="看什么" items={views} value={view} onChange={setView} />
      )}
      {view === 'interventions' && <InterventionsView />}
      {view === 'recusals' && <RecusalsView />}
      {view === 'clarifications' && <ClarificationsView />}
      {view === 'rewards' && <RewardsView />}
      {view === 'retaliations' && <RetaliationsView />}
    </OfficeFrame>
  )
}
