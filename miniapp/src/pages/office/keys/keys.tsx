import { OfficeHead } from '../../../components/office/office-page'
import { KeyDesk } from '../../../features/integrations/key-desk'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Keys() {
  return (
    <OfficeFrame title="接口密钥" route="keys">
      <OfficeHead crumb="别的系统凭密钥推送民意件，或使用 Open311 接口" title="接口密钥" />
      <KeyDesk />
    </OfficeFrame>
  )
}
