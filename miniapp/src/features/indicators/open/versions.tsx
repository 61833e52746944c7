import type { DefinitionVersion } from '@minyi/shared/indicators/definitions/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Tag } from '../../../components/tag'
import './open.css'

/** Every version of a definition, newest first, with what differs from the one before. */
export function Versions({ versions }: { versions: readonly DefinitionVersion[] }) {
  return (
    <Card className="stack" label="口径历次版本">
      <View>
        <Heading>口径历次版本</Heading>
        <View className="sub">改口径就是新的一版，已经公布的数字仍按当时那一版。</View>
      </View>
      {versions.map(({ definition, setAt, reason, changes, inForce }) => (
        <View key={definition.version} className="version">
          <View className="spread">
            <View className="strong">
              第 {definition.version} 版，{dayOf(setAt)}起
            </View>
            {inForce && <Tag tone="good">现行</Tag>}
          </View>
          {reason && <View>原因：{reason}</View>}
          {changes.map(({ field, before, after }) => (
            <View key={field} className="sub">
              {field}：{before} 改为 {after}
            </View>
          ))}
          {changes.length === 0 && <View className="sub">最初的一版，按文件原文设定。</View>}
        </View>
      ))}
    </Card>
  )
}

const dayOf = (instant: string) =>
  `${instant.slice(0, 4)}年${Number(instant.slice(5, 7))}月${Number(instant.slice(8, 10))}日`
