import type { Checkpoint, Importance, TaskView } from '@minyi/shared/supervision/contract.ts'
import { standingLabels } from '@minyi/shared/supervision/labels.ts'
import { View } from '@tarojs/components'
import { roleOf } from '../../components/aria'
import { classNames } from '../../components/class-names'
import { Icon } from '../../components/icon'
import type { IconName } from '../../components/icon-shapes'
import { shortDay } from '../../lib/time-words'

type Knot = { mark: string; title: string; words: string; tone: 'met' | 'late' | 'now' | 'later'; icon?: IconName }

/** 1-3-7-1-0 of one unit: each checkpoint with its date and whether it was met, and the 0 that only the assigner sets. */
export function CheckpointBar({ task, importance }: { task: TaskView; importance: Importance }) {
  return (
    <View className="checkpoints" {...roleOf('list')} aria-label="13710 节点">
      {knotsOf(task, importance).map(({ mark, title, words, tone, icon }) => (
        <View key={title} className={classNames('checkpoint', `checkpoint-${tone}`)} {...roleOf('listitem')}>
          <View className="checkpoint-mark">{mark}</View>
          <View className="checkpoint-title">{title}</View>
          <View className="checkpoint-words">
            {icon && <Icon name={icon} size={14} />}
            <View>{words}</View>
          </View>
        </View>
      ))}
    </View>
  )
}

function knotsOf(task: TaskView, importance: Importance): Knot[] {
  const first = task.checkpoints.filter(({ round, kind }) => round === 1 && kind !== 'finish')
  const finishes = task.checkpoints.filter(({ kind }) => kind === 'finish')
  const finish = finishes[finishes.length - 1]
  const isNext = (one: Checkpoint) => one.dueDay === task.due?.dueDay && one.metAt === null
  const dated = [...first, ...(finish ? [finish] : [])].map(
    (one): Knot => ({ ...namesOf(one, importance), ...lookOf(one, isNext(one)) }),
  )
  const ended = task.state === 'withdrawn'
  const cleared = task.state === 'cleared'
  const words = ended ? '已撤销' : cleared ? '已销号' : task.state === 'finished' ? '等交办人核实' : '跟踪到底'
  const tone = cleared ? 'met' : task.state === 'finished' ? 'now' : 'later'
  return [...dated, { mark: '0', title: '销号', words, tone, ...(cleared ? { icon: 'pass' as const } : {}) }]
}

function namesOf({ kind, round, firstDueDay, dueDay }: Checkpoint, importance: Importance) {
  if (kind === 'study') return { mark: '1', title: '当日研究' }
  if (kind === 'report') return { mark: '3', title: '3 日反馈' }
  const again = round > 1 ? '重办' : ''
  const moved = firstDueDay === dueDay ? '' : '（延期）'
  return importance === 'ordinary'
    ? { mark: '7', title: `${again || '7 日办结'}${moved}` }
    : { mark: '1', title: `${again || '1 月办结'}${moved}` }
}

function lookOf({ standing, dueDay, metAt }: Checkpoint, isNext: boolean): Pick<Knot, 'words' | 'tone' | 'icon'> {
  if (standing === 'met') return { words: `${shortDay(metAt ?? '')} ${standingLabels.met}`, tone: 'met', icon: 'pass' }
  if (standing === 'met-late') return { words: `${shortDay(metAt ?? '')} 才办`, tone: 'late', icon: 'warning' }
  if (standing === 'late') return { words: `${shortDay(dueDay)} 逾期`, tone: 'late', icon: 'warning' }
  return { words: `${shortDay(dueDay)} 前`, tone: isNext ? 'now' : 'later' }
}
