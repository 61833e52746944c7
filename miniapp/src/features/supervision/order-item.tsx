import type { OrderDetail, OrderStep, TaskView } from '@minyi/shared/supervision/contract.ts'
import { importanceLabels, orderSourceLabels, orderStepLabels } from '@minyi/shared/supervision/labels.ts'
import type { TaskDetail } from '@minyi/shared/supervision/tasks/contract.ts'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card } from '../../components/card'
import { classNames } from '../../components/class-names'
import { Heading } from '../../components/heading'
import { Press } from '../../components/press'
import { Timeline, type TimelineStep } from '../../components/timeline'
import { instantInWords, shortDay } from '../../lib/time-words'
import { PhotosShown } from '../files/photos-shown'
import { CheckpointBar } from './checkpoint-bar'
import { chooseTask } from './store'
import { SupervisedCard } from './supervised-card'
import { DueClock, OrderTag, TaskTag } from './words'

/** An order as supervisors see it: what is demanded, how far each unit is, and its story. */
export function OrderItem({ order, chosen }: { order: OrderDetail; chosen: string | undefined }) {
  const many = order.tasks.length > 1
  return (
    <>
      <ItemHead
        facts={[order.number, orderSourceLabels[order.source], importanceLabels[order.importance].title]}
        tag={<OrderTag state={order.state} />}
        title={order.title}
        aside={<DueClock due={order.due} next={order.next} />}
      />
      <Card className="stack-tight" label="督办内容">
        <View className="written">{order.demand}</View>
        <Facts
          pairs={[
            [orderSourceLabels[order.source], order.sourceWords],
            ['交办人', order.assignerName ?? '还没有人接手'],
            ['立项', instantInWords(order.openedAt)],
            ['定到', order.plannedDay && shortDay(order.plannedDay)],
            ['不让知道', order.hiddenFrom.join('、') || null],
          ]}
        />
      </Card>
      {order.source === 'case' && <SupervisedCard orderId={order.id} />}
      {order.tasks.map((task) => (
        <TaskCard key={task.id} task={task} order={order} chosen={many && task.id === chosen} choosable={many} />
      ))}
      <Story steps={order.steps} many={many} />
    </>
  )
}

/** A unit's own part of an order. */
export function TaskItem({ task }: { task: TaskDetail }) {
  return (
    <>
      <ItemHead
        facts={[task.number, task.source && orderSourceLabels[task.source], importanceLabels[task.importance].title]}
        tag={<TaskTag state={task.state} />}
        title={task.title}
        aside={<DueClock due={task.due} next={task.next} />}
      />
      <Card className="stack-tight" label="13710 节点">
        <CheckpointBar task={task} importance={task.importance} />
        <Extensions task={task} />
      </Card>
      <Card className="stack-tight" label="督办内容">
        <View className="written">{task.demand}</View>
        <Facts
          pairs={[
            ['交办人', task.assignerName ?? '督办机构'],
            ['交办', instantInWords(task.assignedAt)],
            ['承办', task.unitName],
            ['定到', task.plannedDay && shortDay(task.plannedDay)],
          ]}
        />
      </Card>
      <SupervisedCard orderId={task.orderId} />
      <Story steps={task.steps} many={false} />
    </>
  )
}

type HeadProps = { facts: readonly (string | null)[]; tag: ReactNode; title: string; aside: ReactNode }

export function ItemHead({ facts, tag, title, aside }: HeadProps) {
  return (
    <View className="item-head">
      <View className="spread">
        <View className="wrap item-facts">
          <View>{facts.filter(Boolean).join(' · ')}</View>
          {tag}
        </View>
        {aside}
      </View>
      <Heading level={2} className="item-title">
        {title}
      </Heading>
    </View>
  )
}

export function Facts({ pairs }: { pairs: readonly (readonly [string, string | null | undefined])[] }) {
  const known = pairs.filter(([, value]) => value)
  return (
    <View className="order-facts">
      {known.map(([term, value]) => (
        <View key={term} className="order-fact">
          <View className="order-term">{term}</View>
          <View className="grow">{value}</View>
        </View>
      ))}
    </View>
  )
}

type TaskCardProps = { task: TaskView; order: OrderDetail; chosen: boolean; choosable: boolean }

function TaskCard({ task, order, chosen, choosable }: TaskCardProps) {
  return (
    <Card className={classNames('stack-tight', chosen && 'task-chosen')} label={task.unitName}>
      <View className="spread">
        <View className="line-up">
          <Heading className="card-title">{task.unitName}</Heading>
          <TaskTag state={task.state} />
        </View>
        {choosable && task.acts.length > 0 && (
          <Press className="word-link touchable" current={chosen} onPress={() => chooseTask(task.id)}>
            {chosen ? '正在处理这一家' : '处理这一家'}
          </Press>
        )}
      </View>
      <CheckpointBar task={task} importance={order.importance} />
      <Extensions task={task} />
    </Card>
  )
}

function Extensions({ task }: { task: Pick<TaskView, 'extensions'> }) {
  return (
    <>
      {task.extensions.map((one) => (
        <View key={one.askedAt} className="sub">
          {`${shortDay(one.askedAt)} 申请从 ${shortDay(one.fromDay)} 延到 ${shortDay(one.untilDay)}：${one.reason} `}
          {one.granted === null ? '（待交办人决定）' : one.granted ? '（已同意）' : '（没有同意）'}
        </View>
      ))}
    </>
  )
}

/** The story, each line with who, what was said and the photos that came with it. */
export function Story({ steps, many, words = orderStepLabels }: StoryProps) {
  const shown = steps.map((step): TimelineStep => {
    const name = words[step.action] ?? step.action
    return {
      state: bad.includes(step.action) ? 'failed' : 'done',
      name: many && step.unitName ? `${name} · ${step.unitName}` : name,
      date: instantInWords(step.at),
      note: [step.by, step.words].filter(Boolean).join('：') || undefined,
      children: step.photos.length > 0 ? <PhotosShown photos={step.photos} /> : undefined,
    }
  })
  return (
    <Card className="stack-tight" label="经过">
      <Heading className="card-title">经过</Heading>
      <Timeline dense steps={shown} />
    </Card>
  )
}

type StoryProps = { steps: readonly OrderStep[]; many: boolean; words?: Record<string, string> }
const bad = ['return', 'late', 'send-back', 'reopen']
