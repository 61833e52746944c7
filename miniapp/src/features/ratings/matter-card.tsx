import type { RatedMatter } from '@minyi/shared/ratings/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { shortDay } from '../../lib/time-words'

/** What is being rated: the unit, the matter with its number, the officer's certificate number and the day. */
export function MatterCard({ matter }: { matter: RatedMatter }) {
  return (
    <Card label="评价的事项">
      <View className="spread">
        <Heading>{matter.unit.name}</Heading>
        <View className="nowrap sub">{shortDay(matter.closedDay)}</View>
      </View>
      <View className="sub">
        {matter.title}
        {matter.caseNumber && ` ${matter.caseNumber}`}
      </View>
      {matter.officerNumber && <View className="sub">执法人员编号 {matter.officerNumber}</View>}
    </Card>
  )
}
