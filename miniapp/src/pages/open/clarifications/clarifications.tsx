import { listOpenClarifications } from '@minyi/shared/cases/clarifications/contract.ts'
import { View } from '@tarojs/components'
import { OpenPage } from '../../../features/indicators/open/open-page'
import { PaperCard } from '../../../features/protection/clarification-paper'
import { Paged } from '../../../features/protection/paged'
import { call } from '../../../lib/call'

export default function Clarifications() {
  return (
    <OpenPage title="不实举报澄清" route="clarifications">
      <View className="sub">经查核不实的反映，由监督机构为受到影响的单位和人员公开澄清。不写诉求人是谁。</View>
      <Paged
        about="open"
        read={(after) => call(listOpenClarifications, { after, limit: 10 })}
        empty={{ title: '还没有公开的澄清', text: '监督机构公开出具的澄清书会列在这里。' }}
      >
        {(paper) => <PaperCard paper={paper} />}
      </Paged>
    </OpenPage>
  )
}
