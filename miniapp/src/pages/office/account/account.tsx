import { View } from '@tarojs/components'
import { OfficeHead } from '../../../components/office/office-page'
import { OfficeFrame } from '../../../features/office/office-frame'
import { PasswordForm } from '../../../features/office/password-form'
import { PhoneForm } from '../../../features/office/phone-form'
import { postOf, useOffice } from '../../../features/office/store'
import './account.css'

export default function Account() {
  const me = useOffice((state) => state.me)
  return (
    <OfficeFrame title="我的账号" route="account">
      {me && (
        <>
          <OfficeHead crumb={postOf(me)} title={`${me.name ?? '我的账号'}（${me.login ?? ''}）`} />
          <View className="account-cards">
            <PasswordForm me={me} />
            {!me.mustChangePassword && <PhoneForm me={me} />}
          </View>
        </>
      )}
    </OfficeFrame>
  )
}
