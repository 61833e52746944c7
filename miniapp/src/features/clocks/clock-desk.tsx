import { Segments } from '../../components/segments'
import { useKeptChoice } from '../../lib/kept-choice'
import { CalendarDesk } from './calendar-desk'
import { CallBackShare } from './call-back-share'
import { ClockList } from './clock-list'
import { PathDesks } from './path-desks'
import { Recounts } from './recounts'
import './clocks.css'

type View = 'clocks' | 'calendar' | 'recounts' | 'paths' | 'call-backs'

/** Everything that decides about days, one view at a time. */
export function ClockDesk() {
  const [view, setView] = useKeptChoice<View>('view', ['clocks', 'calendar', 'recounts', 'paths', 'call-backs'])
  return (
    <>
      <Segments<View>
        label="看哪一部分"
        options={[
          { value: 'clocks', word: '时限' },
          { value: 'calendar', word: '工作日历' },
          { value: 'recounts', word: '重算记录' },
          { value: 'paths', word: '法定途径去处' },
          { value: 'call-backs', word: '回访比例' },
        ]}
        value={view}
        onChange={setView}
      />
      {view === 'clocks' && <ClockList />}
      {view === 'calendar' && <CalendarDesk />}
      {view === 'recounts' && <Recounts />}
      {view === 'paths' && <PathDesks />}
      {view === 'call-backs' && <CallBackShare />}
    </>
  )
}
