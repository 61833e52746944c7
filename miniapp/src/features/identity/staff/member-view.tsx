import type { StaffMember } from '@minyi/shared/identity/staff/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../../components/card'
import { ConfirmSheet } from '../../../components/confirm-sheet'
import { Heading } from '../../../components/heading'
import { ActionBar } from '../../../components/office/action-bar'
import { instantInWords } from '../../../lib/time-words'
import { RoleWords, scopeWords } from './role-words'
import { StaffState } from './staff-list'
import { actOn, beginChanging, type StaffAct, useStaff } from './store'
import './staff.css'

/** One member of staff: who, with which roles over what, and how the account stands. */
export function MemberView({ member }: { member: StaffMember }) {
  return (
    <>
      <View className="item-head">
        <View className="wrap item-facts">
          <View>{[member.login, member.unit ?? '不属于单位'].join(' · ')}</View>
          <StaffState member={member} />
        </View>
        <Heading className="item-title">{member.name}</Heading>
      </View>
      <RolesCard member={member} />
      <AccountCard member={member} />
    </>
  )
}

function RolesCard({ member }: { member: StaffMember }) {
  const roles = useStaff((state) => state.roles)
  return (
    <Card className="stack-tight" label="角色和范围">
      <Heading className="card-title">角色和范围</Heading>
      {member.grants.length === 0 && <View className="sub">还没有角色：登录后什么也看不到。</View>}
      {member.grants.map((grant) => (
        <View key={`${grant.roleId}/${grant.areaId}/${grant.unitId}`} className="held-role">
          <View className="wrap">
            <View className="strong">{grant.role}</View>
            <View>{scopeWords(grant)}</View>
          </View>
          <RoleWords role={roles.find(({ id }) => id === grant.roleId)} />
        </View>
      ))}
    </Card>
  )
}

function AccountCard({ member }: { member: StaffMember }) {
  const { officer, hasPhone, oneTimeUntil, lockedUntil, openSessions } = member
  const facts = [
    ['执法人员', officer ? `${officer.name}，证号 ${officer.certificateNumber}` : '不是'],
    ['手机号', hasPhone ? '已登记，封存；本人来评价时系统认得出' : '没有登记：本人以居民身份评价经手的事时认不出'],
    ['密码', oneTimeUntil ? `一次性密码，${instantInWords(oneTimeUntil)}前有效` : '本人已自设'],
    ['登录', openSessions > 0 ? `${openSessions} 处登录中` : '没有登录'],
    ...(lockedUntil ? [['锁定', `连续输错密码，${instantInWords(lockedUntil)}自动解锁；重置密码可马上解锁`]] : []),
  ]
  return (
    <Card className="stack-tight" label="账号">
      <Heading className="card-title">账号</Heading>
      {facts.map(([term, words]) => (
        <View key={term} className="staff-fact">
          <View className="staff-term">{term}</View>
          <View className="grow">{words}</View>
        </View>
      ))}
    </Card>
  )
}

const acts: Record<StaffAct, { word: string; text: string; done: string; danger: boolean }> = {
  reset: {
    word: '重置密码',
    text: '原来的密码马上作废，已登录的全部退出，锁定解除。新的一次性密码只显示一次。',
    done: '密码已重置',
    danger: true,
  },
  'sign-out': {
    word: '结束会话',
    text: '所有设备上的登录马上失效，要重新登录。',
    done: '会话已全部结束',
    danger: true,
  },
  stop: {
    word: '停用账号',
    text: '马上不能登录，已登录的全部退出；经手的事和记录都还在。可以再恢复。',
    done: '已停用',
    danger: true,
  },
  resume: { word: '恢复账号', text: '恢复后用原来的密码登录，角色和范围照旧。', done: '已恢复', danger: false },
}

/** What can be done with an account; each is confirmed first. */
export function MemberActs({ member, isOwn }: { member: StaffMember; isOwn: boolean }) {
  const [asked, setAsked] = useState<StaffAct>()
  if (!member.mayChange) {
    const why = isOwn
      ? '这是您自己的账号：密码和手机号在右上角“我的账号”里改，角色请另一位管理员改。'
      : '这个账号的权限超出您的管理范围，不能修改。'
    return <View className="action-bar staff-why">{why}</View>
  }
  const act = (which: StaffAct) => ({
    word: acts[which].word,
    onPress: () => setAsked(which),
    danger: which === 'stop',
  })
  return (
    <>
      <ActionBar
        next={member.name}
        aside={scopesOf(member)}
        actions={[
          { word: '修改', keyName: 'e', onPress: () => beginChanging(member) },
          act('reset'),
          ...(member.openSessions > 0 ? [act('sign-out')] : []),
          act(member.active ? 'stop' : 'resume'),
        ]}
      />
      <ConfirmSheet
        open={asked !== undefined}
        title={asked ? `${member.name}：${acts[asked].word}` : ''}
        text={asked ? acts[asked].text : ''}
        confirm={asked ? acts[asked].word : ''}
        danger={asked ? acts[asked].danger : false}
        onConfirm={() => {
          setAsked(undefined)
          if (asked) actOn(member, asked, acts[asked].done)
        }}
        onClose={() => setAsked(undefined)}
      />
    </>
  )
}

const scopesOf = ({ grants }: StaffMember) => (grants.length > 0 ? `${grants.length} 项角色` : '没有角色')
