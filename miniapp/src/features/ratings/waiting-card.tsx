import { dayInWords } from '@minyi/shared/platform/time.ts'
import type { WaitingClaim } from '@minyi/shared/ratings/contract.ts'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { Heading } from '../../components/heading'
import { Row } from '../../components/row'
import { Tag } from '../../components/tag'
import { go } from '../../lib/navigate'
import { shortDay } from '../../lib/time-words'

/** The first matter that waits to be rated, as the one thing on top of the first page. */
export function FirstClaim({ claim: { token, matter, expiresAt } }: { claim: WaitingClaim }) {
  return (
    <View className="stack padded">
      <View>
        <View className="spread">
          <Tag icon="clock">等您评价</Tag>
          <View className="sub">{shortDay(expiresAt)}前有效</View>
        </View>
        <Heading>
          {matter.unit.shortName} {matter.title}
        </Heading>
        <View className="sub">{dayInWords(matter.closedDay)}办理</View>
      </View>
      <Button id="rate-waiting" onPress={() => go('rate', { claim: token })}>
        去评价（约 20 秒）
      </Button>
    </View>
  )
}

/** The others, a line each. */
export function MoreClaims({ claims }: { claims: readonly WaitingClaim[] }): ReactNode {
  return claims.map(({ token, matter }) => (
    <Row
      key={token}
      title={`${matter.unit.shortName} ${matter.title}`}
      note={`等您评价，${dayInWords(matter.closedDay)}办理`}
      onPress={() => go('rate', { claim: token })}
    />
  ))
}
