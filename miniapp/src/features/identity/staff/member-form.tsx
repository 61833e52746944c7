import { phonePattern } from '@minyi/shared/identity/contract.ts'
import { listOfficers } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { ActionBar } from '../../../components/office/action-bar'
import { PickField } from '../../../components/pick-field'
import { Switch } from '../../../components/switch'
import { call, failureFrom } from '../../../lib/call'
import { useFocusOn } from '../../../lib/focus'
import { useRemote } from '../../../lib/remote'
import { toast } from '../../../lib/toast'
import { loadAreas, loadUnits, useRegister } from '../../registry/store'
import { GrantFields } from './grant-fields'
import { endForm, type StaffDraft, sendMember, useStaff, writeMember } from './store'

const none = 'none'

/** A person to be added or changed: who, of which unit, with which roles. */
export function MemberForm() {
  const form = useStaff((state) => state.form)
  useEffect(() => {
    Promise.all([loadUnits(), loadAreas()]).catch((error) => toast(failureFrom(error).title))
  }, [])
  useFocusOn('staff-name', form?.of?.id ?? 'new')
  if (!form) return null
  const { of, draft, failure } = form
  return (
    <>
      <View className="item-head">
        <Heading className="item-title">{of ? `修改 ${of.name}` : '新增人员'}</Heading>
      </View>
      <Card className="stack" label="本人">
        <TextField
          id="staff-name"
          label="姓名"
          value={draft.name}
          onChange={(name) => writeMember({ name })}
          maxLength={40}
          error={failure?.fieldMessage('name')}
        />
        {of ? (
          <View className="sub">账号 {of.login}，建立后不能改。</View>
        ) : (
          <TextField
            id="staff-login"
            label="账号"
            hint="小写字母开头，可含数字、点和短横线"
            value={draft.login}
            onChange={(login) => writeMember({ login: login.toLowerCase().trim() })}
            maxLength={40}
            placeholder="例如 gumin"
            error={failure?.code === 'login-taken' ? failure.title : failure?.fieldMessage('login')}
          />
        )}
        <UnitFields draft={draft} />
        <PhoneField draft={draft} />
      </Card>
      <Card className="stack" label="角色和范围">
        <GrantFields grants={draft.grants} unitId={draft.unitId} failure={failure} />
      </Card>
      {failure && failure.fields.length === 0 && failure.code !== 'login-taken' && (
        <Notice kind="warn" live>
          {failure.title}。您填写的都还在。
        </Notice>
      )}
    </>
  )
}

function UnitFields({ draft }: { draft: StaffDraft }) {
  const units = useRegister((state) => state.units)
  const failure = useStaff((state) => state.form?.failure)
  const officers = useRemote(
    async () => (draft.unitId ? (await call(listOfficers, { unitId: draft.unitId, limit: 100 })).rows : []),
    draft.unitId ?? none,
  )
  const known = officers.remote.state === 'ready' ? officers.remote.value.filter(({ active }) => active) : []
  return (
    <>
      <PickField
        id="staff-unit"
        label="单位"
        placeholder="选择单位"
        options={[
          { value: none, word: '不属于单位（如市领导、督查室）' },
          ...(units ?? []).map(({ id, name }) => ({ value: id, word: name })),
        ]}
        value={draft.unitId ?? none}
        onChange={(value) => writeMember({ unitId: value === none ? null : value, officerId: null })}
        error={failure?.fieldMessage('unitId')}
      />
      {(known.length > 0 || draft.officerId !== null) && (
        <PickField
          label="执法人员"
          hint="选了，本人就能看到自己的数字，也不能评价自己办的事"
          placeholder="选择执法人员"
          options={[
            { value: none, word: '不是执法人员' },
            ...known.map(({ id, name, certificateNumber }) => ({ value: id, word: `${name}（${certificateNumber}）` })),
          ]}
          value={draft.officerId ?? none}
          onChange={(value) => writeMember({ officerId: value === none ? null : value })}
          error={failure?.fieldMessage('officerId')}
        />
      )}
    </>
  )
}

function PhoneField({ draft }: { draft: StaffDraft }) {
  const form = useStaff((state) => state.form)
  const hasPhone = form?.of?.hasPhone ?? false
  return (
    <>
      {!draft.dropsPhone && (
        <TextField
          id="staff-phone"
          label="手机号"
          kind="phone"
          hint={hasPhone ? '已登记，不改就空着' : '可不填，本人也能自己登记'}
          value={draft.phone}
          onChange={(phone) => writeMember({ phone: phone.replace(/\D/g, '') })}
          maxLength={11}
          error={form?.failure?.fieldMessage('phone')}
        />
      )}
      {hasPhone && (
        <View className="spread">
          <View>清除已登记的手机号</View>
          <Switch
            label="清除已登记的手机号"
            on={draft.dropsPhone}
            onChange={(dropsPhone) => writeMember({ dropsPhone, phone: '' })}
          />
        </View>
      )}
      <View className="sub">加密封存，谁也看不到。只用来认出本人：经手的事，本人以居民身份也不能评价。</View>
    </>
  )
}

/** Keep or leave; what is missing is said in the button. */
export function MemberFormActs() {
  const form = useStaff((state) => state.form)
  if (!form) return null
  return (
    <ActionBar
      next={form.of ? '保存后马上生效，不用重新登录' : '保存后得到一次性密码'}
      actions={[
        { word: form.of ? '保存' : '新增', onPress: sendMember, blocked: missingIn(form.draft), busy: form.busy },
        { word: '不保存', keyName: 'Esc', onPress: endForm },
      ]}
    />
  )
}

function missingIn({ name, login, phone, grants }: StaffDraft): string | undefined {
  if (name.trim() === '') return '还缺姓名'
  if (login === '') return '还缺账号'
  if (phone !== '' && !phonePattern.test(phone)) return '手机号应是 11 位'
  return grants.some(({ roleId }) => roleId === '') ? '还有角色没选' : undefined
}
