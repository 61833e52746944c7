import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { Clock } from '../../components/office/clock'
import { StateCard } from '../../components/state-card'
import { narrows } from './filters'
import { type ListFilter, useList } from './list/store'
import { filterOf, viewOf, wordOf } from './queues'

type EmptyListProps = { filter: ListFilter; onFilter: (filter: ListFilter) => void }

/** Why nothing is here, what will be, and where to go on. */
export function EmptyList({ filter, onFilter }: EmptyListProps) {
  const counts = useList((state) => state.counts?.counts)
  const view = viewOf(filter)
  const narrowed = narrows(filter)
  return (
    <View className="empty-list">
      <StateCard
        kind={narrowed || view === 'mine' ? 'empty' : 'done'}
        title={narrowed ? '没有符合这些条件的件' : view === 'mine' ? '您还没有经手过' : `${wordOf(view)}已清空`}
        text={narrowed ? '放宽条件，或按编号、标题再搜。' : '有新的就会出现在这里，并按时限排好。'}
      />
      <View className="empty-next">
        {view !== 'overdue' && counts && counts.overdue > 0 && (
          <Next onPress={() => onFilter({ queue: 'overdue' })} word="去处理">
            <Clock state="overdue" words={`已超期 ${counts.overdue} 件`} />
          </Next>
        )}
        {view !== 'due-soon' && counts && counts['due-soon'] > 0 && (
          <Next onPress={() => onFilter({ queue: 'due-soon' })} word="去处理">
            <Clock state="soon" words={`将超期 ${counts['due-soon']} 件`} />
          </Next>
        )}
        {narrowed && (
          <Next onPress={() => onFilter(filterOf(view))} word="清除筛选">
            没找到要找的？现在还开着筛选
          </Next>
        )}
      </View>
    </View>
  )
}

function Next({ children, word, onPress }: { children: ReactNode; word: string; onPress: () => void }) {
  return (
    <View className="empty-line">
      <View className="grow">{children}</View>
      <Button kind="word" small onPress={onPress}>
        {word}
      </Button>
    </View>
  )
}
