import { listOpenFigures } from '@minyi/shared/indicators/published/open/contract.ts'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Loaded } from '../../../components/loaded'
import { StateCard } from '../../../components/state-card'
import { NewestFigures } from '../../../features/indicators/open/newest-figures'
import { OpenPage } from '../../../features/indicators/open/open-page'
import { PublishedRow } from '../../../features/indicators/open/published-list'
import { call } from '../../../lib/call'
import { urlOf } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'

export default function Published() {
  const { id = '' } = useRouter().params
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const ask = { after, ...(id ? { indicatorId: id } : {}) }
  const page = useRemote(() => call(listOpenFigures, ask), `${id}/${after ?? ''}`)
  useShareAppMessage(() => ({ title: '已发布的数字', path: urlOf('published', { id }) }))
  return (
    <OpenPage title="已发布的数字" route="published" id={id}>
      <View className="sub">
        每个数字由人署名发布，附出生证明，之后不再改动。更正另发一个，原来的留在这里；撤下的也留着，都写明原因。
      </View>
      {!id && !after && <NewestFigures />}
      <Loaded from={page}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <StateCard kind="empty" title="还没有发布过" text="署名发布的数字会列在这里，每个都能自己再算一遍。" />
          ) : (
            <>
              <Card flush label="已发布的数字">
                {rows.map((row) => (
                  <PublishedRow key={row.id} row={row} named />
                ))}
              </Card>
              {(trail.length > 0 || next) && (
                <View className="wrap">
                  <Button kind="line" narrow disabled={trail.length === 0} onPress={() => setTrail(trail.slice(0, -1))}>
                    上一页
                  </Button>
                  <Button kind="line" narrow disabled={!next} onPress={() => next && setTrail([...trail, next])}>
                    下一页
                  </Button>
                </View>
              )}
            </>
          )
        }
      </Loaded>
    </OpenPage>
  )
}
