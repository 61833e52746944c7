import type { FollowUp } from '@minyi/shared/follow-ups/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import { ReasonForm } from '../../components/office/reason-form'
import { SealedFields } from '../../components/office/sealed-field'
import { openFollowUpContact, useFollowUps } from './store'

const sources = {
  'left-by-resident': '电话是居民评价时自己留下的。',
  'of-the-matter': '电话是办事时登记的；居民评价时没有另留。',
  none: '没有可用的电话，回访不了的，记录后转核实。',
} as const

/** How the resident can be called; opening it takes a reason and is told to the resident. */
export function ContactCard({ item }: { item: FollowUp }) {
  const contact = useFollowUps((state) => state.contact)
  const [asking, setAsking] = useState(false)
  const canAsk = item.contact !== 'none' && item.stage !== 'closed' && !contact && !asking
  return (
    <Card className="stack-tight" label="回访联系方式">
      <View className="spread">
        <Heading className="card-title">
          <Icon name="lock" /> 回访联系方式
        </Heading>
        {canAsk && (
          <Button kind="word" small onPress={() => setAsking(true)}>
            申请查看
          </Button>
        )}
      </View>
      {contact ? (
        <View className="opened">
          <View>{contact.phone ?? '没有电话'}</View>
          <View>{contact.name ?? '没有留姓名'}</View>
        </View>
      ) : item.contact === 'none' ? (
        <View className="sub">{sources.none}</View>
      ) : (
        <SealedFields
          names={['手机号', '姓名']}
          reason={`${sources[item.contact]}每次查看都写明理由、留下记录并告知居民。`}
        />
      )}
      {contact && <View className="sub">已记录并告知居民；换到别的件后不再显示。</View>}
      {asking && !contact && (
        <ReasonForm
          id="contact-reason"
          hint="居民会看到您的姓名、单位和这段理由"
          word="查看并记录"
          least={2}
          onAsk={openFollowUpContact}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}
