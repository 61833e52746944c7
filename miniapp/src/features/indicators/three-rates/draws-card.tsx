import { type CallBackDraw, listDraws, verifyDraw } from '@minyi/shared/cases/call-backs/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { call, failureFrom } from '../../../lib/call'
import { useRemote } from '../../../lib/remote'
import { shortDay } from '../../../lib/time-words'
import { toast } from '../../../lib/toast'

/** The drawings with everything that each is recomputed from. */
export function DrawsCard() {
  const draws = useRemote(() => call(listDraws, { limit: 10 }), 'draws')
  return (
    <Card label="历次抽样" className="stack">
      <Heading>历次抽样</Heading>
      <View className="sub">
        总体按编号和随机种子的 SHA-256 排序，取前若干件；种子和总体都记录在案，谁都可以重算。一个时段只抽一次。
      </View>
      <Loaded from={draws}>
        {({ rows }) => (
          <View className="stack">
            {rows.length === 0 && <View className="sub">还没有抽过。每周一早上抽取上一周办结的件。</View>}
            {rows.map((row) => (
              <DrawLine key={row.id} row={row} />
            ))}
          </View>
        )}
      </Loaded>
    </Card>
  )
}

function DrawLine({ row }: { row: CallBackDraw }) {
  const [verified, setVerified] = useState<string>()
  const [busy, setBusy] = useState(false)
  const verify = async () => {
    setBusy(true)
    try {
      const { matches } = await call(verifyDraw, { drawId: row.id })
      setVerified(matches ? '重算一致' : '重算不一致，请报告监督机构')
    } catch (error) {
      toast(failureFrom(error).title)
    } finally {
      setBusy(false)
    }
  }
  const done = row.sampleSize - row.waiting
  return (
    <View className="stack-tight">
      <View className="spread">
        <View className="strong">
          {shortDay(row.period.from)}至{shortDay(row.period.to)}办结
        </View>
        {verified ? (
          <View className="sub">{verified}</View>
        ) : (
          <Button narrow small kind="line" busy={busy} onPress={verify}>
            重算核对
          </Button>
        )}
      </View>
      <View>
        办结 {row.ended} 件，没留电话 {row.withoutPhone}，封存 {row.sealed}；总体 {row.population}，抽 {row.sampleSize}
        ，已打完 {done}
      </View>
      <View className="tiny written">种子 {row.seed}</View>
    </View>
  )
}
