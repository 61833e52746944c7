import {
  issueCode,
  listCodes,
  listCollectionPoints,
  revokeCode,
  type StandingCode,
} from '@minyi/shared/registry/contract.ts'
import { codeTargetLabels } from '@minyi/shared/registry/labels.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
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

type Kind = 'unit' | 'collection-point'
const kinds = ['unit', 'collection-point'] as const

/** The standing codes of a unit or a collection point: to print, to issue anew, to revoke. */
export function CodeDesk() {
  const units = useRegister((register) => register.units) ?? []
  const points = useRemote(() => call(listCollectionPoints, {}), 'points')
  const [kind, setKind] = useState<Kind>('unit')
  const [targetId, setTargetId] = useState<string>()
  const targets = kind === 'unit' ? units : (points.remote.value?.points ?? [])
  useEffect(() => {
    loadUnits().catch((error) => toast(failureFrom(error).title))
  }, [])
  return (
    <Card label="常设二维码" className="stack">
      <Heading>常设二维码</Heading>
      <View className="sub">
        贴在窗口、证件或采集点的码。单位的码扫码评价需登录，只展示，不计入满意度；采集点的码扫开就能提诉求，来源记作这个采集点。停用后扫到的人会知道。
      </View>
      <Chips<Kind>
        label="谁的码"
        options={kinds.map((value) => ({ value, word: codeTargetLabels[value] }))}
        value={kind}
        onChange={(next) => {
          setKind(next)
          setTargetId(undefined)
        }}
      />
      <View className="office-one">
        <PickField
          key={kind}
          id="code-unit"
          label={codeTargetLabels[kind]}
          placeholder={`选择${codeTargetLabels[kind]}`}
          options={targets.map(({ id, name }) => ({ value: id, word: name }))}
          value={targetId}
          onChange={setTargetId}
        />
      </View>
      {targetId && <Codes key={targetId} targetKind={kind} targetId={targetId} />}
    </Card>
  )
}

function Codes({ targetKind, targetId }: { targetKind: Kind; targetId: string }) {
  const codes = useRemote(() => call(listCodes, { targetKind, targetId }), targetId)
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
  const issue = () => act('已发新码', async () => call(issueCode, { id: await newId(), targetKind, targetId }))
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
