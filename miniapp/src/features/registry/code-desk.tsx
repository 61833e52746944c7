import { issueCode, listCodes, revokeCode, type StandingCode } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { PickField } from '../../components/pick-field'
import { QrImage } from '../../components/qr-image'
import { Tag } from '../../components/tag'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { loadUnits, useRegister } from './store'

/** The standing codes of a unit: to print, to issue anew, to revoke. */
export function CodeDesk() {
  const units = useRegister((register) => register.units)
  const [unitId, setUnitId] = useState<string>()
  useEffect(() => {
    loadUnits().catch((error) => toast(failureFrom(error).title))
  }, [])
  return (
    <Card label="常设二维码" className="stack">
      <Heading>常设二维码</Heading>
      <View className="sub">贴在窗口或证件上的码。扫码评价需登录，只展示，不计入满意度；停用后扫到的人会知道。</View>
      <View className="office-one">
        <PickField
          id="code-unit"
          label="单位"
          placeholder="选择单位"
          options={(units ?? []).map(({ id, name }) => ({ value: id, word: name }))}
          value={unitId}
          onChange={setUnitId}
        />
      </View>
      {unitId && <Codes key={unitId} targetId={unitId} />}
    </Card>
  )
}

function Codes({ targetId }: { targetId: string }) {
  const codes = useRemote(() => call(listCodes, { targetKind: 'unit', targetId }), targetId)
  const [ending, setEnding] = useState<StandingCode>()
  const act = async (done: string, run: () => Promise<unknown>) => {
    try {
      await run()
      toast(done)
      await codes.reload()
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  const issue = () => act('已发新码', async () => call(issueCode, { id: await newId(), targetKind: 'unit', targetId }))
  const revoke = async () => {
    const code = ending?.code
    setEnding(undefined)
    if (code) await act('已停用', async () => call(revokeCode, { id: await newId(), code }))
  }
  return (
    <Loaded from={codes}>
      {({ codes: rows }) => (
        <>
          <View className="wrap">
            {rows.map((code) => (
              <View key={code.code} className="stack-tight">
                <QrImage text={code.link} code={code.code} label={`常设二维码 ${code.code}`} />
                <View className="line-up">
                  <View className="sub">{instantInWords(code.createdAt)}发</View>
                  {code.revokedAt ? (
                    <Tag tone="plain">已停用</Tag>
                  ) : (
                    <Button kind="line" small narrow onPress={() => setEnding(code)}>
                      停用
                    </Button>
                  )}
                </View>
              </View>
            ))}
          </View>
          <Button icon="qr" small narrow onPress={issue}>
            发一个新码
          </Button>
          <ConfirmSheet
            open={ending !== undefined}
            title="停用这个二维码"
            text="停用后不能恢复；已经印出的需要换掉。"
            confirm="停用"
            danger
            onConfirm={revoke}
            onClose={() => setEnding(undefined)}
          />
        </>
      )}
    </Loaded>
  )
}
