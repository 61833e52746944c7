import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { Failed } from '../../components/loaded'
import { type DenseItem, DenseList } from '../../components/office/dense-list'
import { KeyHints } from '../../components/office/key-hint'
import { ListHead } from '../../components/office/list-head'
import { Press } from '../../components/press'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { useOffice } from '../office/store'
import { wordOf } from './rail'
import { endStep } from './steps/store'
import { type Line, openItem, readLines, type Shelf, shelfOf, showView, turnPage, useSupervision } from './store'
import { UnitFilter } from './unit-filter'
import {
  DueClock,
  LetterClock,
  LetterTag,
  letterFacts,
  OrderClock,
  OrderTag,
  orderFacts,
  TaskTag,
  taskFacts,
} from './words'
import { beginWriting, endWriting } from './writing/store'

const notes: Record<Shelf, string> = {
  orders: '当日研究、3 日反馈、7 日或 1 月办结，谁交办谁销号。',
  tasks: '当日研究、3 日反馈、按期报结，由交办人销号。',
  letters: '送达后按期改正并报告；单位可提一次异议。',
  received: '先签收，改正后报告；有异议的在期限内提出。',
  lists: '',
  'own-lists': '',
}

/** The list of a view: orders, letters, or what a unit was given. */
export function SupervisionList() {
  const { view, lines, loading, failure, open, trail, next, counts, q, mine, unitId } = useSupervision()
  const shelf = shelfOf(view)
  const name = wordOf(view)
  const narrowed = Boolean(q || mine || unitId)
  return (
    <View className="column-list">
      <ListHead
        title={name}
        count={narrowed ? undefined : counts[view]}
        note={notes[shelf]}
        aside={<NewButton shelf={shelf} />}
      >
        {(shelf === 'orders' || shelf === 'letters') && <Filters shelf={shelf} />}
      </ListHead>
      {loading && lines.length === 0 && <Skeleton blocks={4} rows={2} />}
      {failure && lines.length === 0 && <Failed failure={failure} onRetry={readLines} />}
      {!loading && !failure && lines.length === 0 && <Empty shelf={shelf} name={name} narrowed={narrowed} />}
      {lines.length > 0 && (
        <DenseList
          label={name}
          items={lines.map(itemOf)}
          current={open}
          onOpen={(id) => {
            endStep()
            endWriting()
            openItem(id)
          }}
          foot={next ? '之后还有' : '之后没有了'}
          onBefore={trail.length > 1 ? () => turnPage(false) : undefined}
          onNext={next ? () => turnPage(true) : undefined}
        />
      )}
      <KeyHints
        keys={[
          { name: 'j', does: '下' },
          { name: 'k', does: '上' },
          { name: 'Enter', does: '看全文' },
          { name: 'Esc', does: '收起' },
        ]}
      />
    </View>
  )
}

function itemOf(line: Line): DenseItem {
  if (line.shelf === 'orders') {
    const { row } = line
    return {
      id: line.id,
      title: row.title,
      facts: orderFacts(row),
      state: <OrderTag state={row.state} />,
      clock: <OrderClock row={row} />,
    }
  }
  if (line.shelf === 'tasks') {
    const { row } = line
    return {
      id: line.id,
      title: row.title,
      facts: taskFacts(row),
      state: <TaskTag state={row.state} />,
      clock: <DueClock due={row.due} next={row.next} />,
    }
  }
  const { row } = line
  return {
    id: line.id,
    title: row.title,
    facts: letterFacts(row),
    state: <LetterTag state={row.state} />,
    clock: <LetterClock row={row} />,
  }
}

function NewButton({ shelf }: { shelf: Shelf }) {
  const orders = useOffice(({ me }) => me?.permissions.includes('supervision.order') ?? false)
  if (!orders || (shelf !== 'orders' && shelf !== 'letters')) return null
  const what = shelf === 'orders' ? 'order' : 'letter'
  return (
    <Button small narrow icon="plus" onPress={() => beginWriting(what)}>
      {what === 'order' ? '开督办件' : '发监督函'}
    </Button>
  )
}

function Filters({ shelf }: { shelf: Shelf }) {
  const { unitId, mine, q } = useSupervision()
  return (
    <View className="wrap supervision-filters">
      <UnitFilter value={unitId} onChange={(unit) => showView({ unitId: unit })} />
      {shelf === 'orders' && (
        <Press
          role="checkbox"
          checked={mine}
          className={mine ? 'chip chip-on' : 'chip'}
          onPress={() => showView({ mine: !mine })}
        >
          {mine && <Icon name="check" size={14} />}
          <View>我交办的</View>
        </Press>
      )}
      {q && (
        <Press className="chip chip-on" label={`去掉搜索 ${q}`} onPress={() => showView({ q: '' })}>
          <View>{`搜索：${q}`}</View>
          <Icon name="close" size={12} />
        </Press>
      )}
    </View>
  )
}

function Empty({ shelf, name, narrowed }: { shelf: Shelf; name: string; narrowed: boolean }) {
  if (narrowed) {
    return (
      <StateCard
        kind="empty"
        title="没有符合的"
        text="换个单位，或看全部。"
        action={{ word: '看全部', onPress: () => showView({ unitId: undefined, mine: false, q: '' }) }}
      />
    )
  }
  const text =
    shelf === 'tasks' || shelf === 'received'
      ? '监督机构交办或发函后，会出现在这里。'
      : '从民意件、预警、热点、领导批示或督查立项都可以开；到期没有办的会自己排到最前。'
  return <StateCard kind="done" title={`${name}：现在没有`} text={text} />
}
