import type { IdentityLevel } from '@minyi/shared/cases/contract.ts'
import { caseKindLabels, conductLabels, identityLabels } from '@minyi/shared/cases/labels.ts'
import type { CaseProgress } from '@minyi/shared/cases/resident/contract.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import type { IconName } from '../../components/icon-shapes'
import { copy } from '../../lib/clipboard'

const eyes: Record<IdentityLevel, IconName> = { public: 'eye', supervisor: 'eye-off', sealed: 'lock' }

/** What the item is, its number, against whom, and who may know the resident. */
export function CaseHead({ progress }: { progress: CaseProgress }) {
  const { number, title, kind, conduct, identity, accusedUnitName, accusedOfficerName } = progress
  const about = [conduct && conductLabels[conduct].title, accusedUnitName, accusedOfficerName].filter(Boolean).join(' ')
  return (
    <Card>
      <Heading>{title}</Heading>
      <View className="line-up sub">
        <View>编号 {number}</View>
        <WordLink onPress={() => copy(number)} label="复制编号">
          复制
        </WordLink>
      </View>
      <View className="sub">
        {caseKindLabels[kind]} {about}
      </View>
      <View className="line-tight">
        <Icon name={eyes[identity]} size={18} />
        <View className="grow">{identityLabels[identity].short}</View>
      </View>
    </Card>
  )
}
