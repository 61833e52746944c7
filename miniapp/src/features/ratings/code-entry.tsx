import type { OfficerCard } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Row } from '../../components/row'
import { failureFrom } from '../../lib/call'
import { readAnyCode, scan } from '../../lib/codes'
import { go } from '../../lib/navigate'
import { isH5 } from '../../lib/platform'
import { findOfficer } from '../registry/store'

/** One field for whatever is printed or sent: a claim's code or link, a code on the wall, or an officer's number. */
export function CodeEntry({ typed = '' }: { typed?: string }) {
  const [text, setText] = useState(typed)
  const [problem, setProblem] = useState<string>()
  const [card, setCard] = useState<OfficerCard>()
  const [busy, setBusy] = useState(false)
  const open = async (given: string) => {
    const code = readAnyCode(given)
    setProblem(code ? undefined : '认不出这个码，请核对后再输入一次')
    setCard(undefined)
    if (code?.kind === 'claim') go('rate', { claim: code.value })
    if (code?.kind === 'standing') go('code', { code: code.value })
    if (code?.kind !== 'officer') return
    setBusy(true)
    try {
      const found = await findOfficer(code.value)
      setCard(found)
      if (!found) setProblem('没有这个编号的在册执法人员，请核对执法证；仍查不到，可以反映给我们')
    } catch (error) {
      setProblem(failureFrom(error).title)
    }
    setBusy(false)
  }
  const scanNow = async () => {
    const scanned = await scan()
    if (scanned) open(scanned)
  }
  return (
    <>
      <Card className="stack">
        <TextField
          label="评价码或执法人员编号"
          id="any-code"
          value={text}
          onChange={setText}
          onEnter={() => open(text)}
          error={problem}
          maxLength={200}
          placeholder={isH5 ? '输入，或粘贴链接' : '输入短信里的评价码'}
        />
        <View className="sub">评价码在办结短信里，10 位；执法人员编号在执法证上，是一串数字。</View>
        <Button id="open-code" onPress={() => open(text)} disabled={!text.trim()} busy={busy}>
          下一步
        </Button>
        {!isH5 && (
          <Button kind="line" icon="scan" onPress={scanNow}>
            扫一扫
          </Button>
        )}
      </Card>
      {card && <Officer card={card} />}
    </>
  )
}

function Officer({ card }: { card: OfficerCard }) {
  return (
    <>
      <Card label="核对结果">
        <Heading>在册执法人员</Heading>
        <View>{card.unitName}</View>
        <View className="sub">编号 {card.certificateNumber}</View>
        <View className="sub">要评价这次执法，请等办结短信里的评价码，一事一评。</View>
      </Card>
      <Card flush>
        <Row
          icon="talk"
          title="投诉这名执法人员"
          note="不规范、不文明、不作为、乱作为"
          onPress={() => go('complain', { officer: card.certificateNumber })}
        />
      </Card>
    </>
  )
}
