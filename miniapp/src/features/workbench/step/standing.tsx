import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { pathWords } from '@minyi/shared/cases/paths/labels.ts'
import { isObjectionClock } from '@minyi/shared/cases/rules.ts'
import { tierLabels } from '@minyi/shared/cases/tiers/labels.ts'
import { dueInWords } from '@minyi/shared/clocks/labels.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { Notice } from '../../../components/notice'
import { Tag } from '../../../components/tag'

/** Where the item stands beside its state: its tier and when it leaves it, its legal path, whether the unit has taken it. */
export function Standing({ item }: { item: CaseDetail }) {
  const running = item.clocks.filter((clock) => clock.stoppedAt === null)
  const tier = running.find(({ clock }) => clock.startsWith('tier-'))
  const objection = running.find(({ clock }) => isObjectionClock(clock))
  const facts = [
    item.tier && `层级：${tierLabels[item.tier]}`,
    tier && `${dueInWords(tier)}没有办结就升级`,
    item.takenAt && '承办单位已接收',
    objection && item.state === 'handling' && `${dueInWords(objection)}可以提异议`,
  ].filter(Boolean)
  return (
    <>
      {(facts.length > 0 || item.legalPath) && (
        <View className="wrap item-facts sub">
          {item.legalPath && <Tag tone="plain">{pathWords[item.legalPath].title}</Tag>}
          {facts.map((fact) => (
            <View key={String(fact)}>{fact}</View>
          ))}
        </View>
      )}
      {item.pausedUntil && (
        <Notice kind="warn">计时已暂停，{dayInWords(item.pausedUntil)}自动恢复；剩下的天数不变。</Notice>
      )}
    </>
  )
}
