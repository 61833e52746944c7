import { identityLabels } from '@minyi/shared/cases/labels.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import { ReasonForm } from '../../components/office/reason-form'
import { SealedFields } from '../../components/office/sealed-field'
import { openSealed, useItem } from './item/store'

const fieldWords = { name: '姓名', phone: '手机号', position: '位置' } as const

/** Who complains, sealed; opening takes a reason, leaves a trace and is told to the person. */
export function IdentityCard({ item }: { item: CaseDetail }) {
  const opened = useItem((state) => state.opened)
  const [asking, setAsking] = useState(false)
  const { level, fields, mayOpen } = item.identitySealed
  const canAsk = mayOpen && fields.length > 0 && !opened && !asking
  return (
    <Card className="stack-tight" label="诉求人身份">
      <View className="spread">
        <Heading className="card-title">
          <Icon name="lock" /> 诉求人身份：{identityLabels[level].title}
        </Heading>
        {canAsk && (
          <Button kind="word" small onPress={() => setAsking(true)}>
            {level === 'sealed' ? '申请开启' : '查看身份'}
          </Button>
        )}
      </View>
      {opened ? (
        <View className="opened">
          <View>姓名：{opened.name ?? '没有留'}</View>
          <View>手机号：{opened.phone ?? '没有留'}</View>
          {opened.position && <View>位置：{opened.position}</View>}
        </View>
      ) : (
        fields.length > 0 && <SealedFields names={fields.map((field) => fieldWords[field])} reason={reasonOf(item)} />
      )}
      {fields.length === 0 && <View className="sub">诉求人没有留姓名和电话，凭回执编号查进度。</View>}
      {opened && <View className="sub">已记录并告知诉求人；换到别的件后不再显示。</View>}
      {asking && !opened && (
        <ReasonForm
          id="unseal-reason"
          hint="诉求人会看到您的姓名、单位和这段理由"
          word="开启并记录"
          least={5}
          onAsk={(reason) => openSealed(item.id, reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}

function reasonOf({ identitySealed }: CaseDetail): string {
  const { level, mayOpen, openings } = identitySealed
  const who = mayOpen ? '您可以开启' : level === 'sealed' ? '只有有启封权限的监督岗可以开启' : '只有监督机构可以查看'
  return `诉求人选择了“${identityLabels[level].title}”。${who}，每次都写明理由、留下记录并告知本人；至今 ${openings} 次。`
}
