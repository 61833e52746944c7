import { OfficeHead } from '../../../components/office/office-page'
import { DeliveryLog } from '../../../features/notices/office/delivery-log'
import { SettingsCards } from '../../../features/notices/office/settings-cards'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Notices() {
  return (
    <OfficeFrame title="消息发送" route="notices">
      <OfficeHead crumb="先微信订阅，再短信，都不行就电话；站内消息每条都有" title="消息发送" />
      <SettingsCards />
      <DeliveryLog />
    </OfficeFrame>
  )
}
