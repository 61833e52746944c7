import { listStaff, revokeSessions, type StaffMember, setActive } from '@minyi/shared/identity/staff/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Table } from '../../components/table'
import { Tag } from '../../components/tag'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { useRemote } from '../../lib/remote'
import { toast } from '../../lib/toast'

type Asked = { member: StaffMember; act: 'stop' | 'resume' | 'sign-out' }

/** Who of the staff may sign in, over what; an account can be stopped and its sessions ended at once. */
export function StaffDesk() {
  const staff = useRemote(() => call(listStaff, { limit: 100 }), 'staff')
  const [asked, setAsked] = useState<Asked>()
  const run = async () => {
    if (!asked) return
    const { member, act } = asked
    setAsked(undefined)
    try {
      const id = await newId()
      if (act === 'sign-out') await call(revokeSessions, { id, staffId: member.id })
      else await call(setActive, { id, staffId: member.id, active: act === 'resume' })
      toast(`${member.name}：${actWords[act].done}`)
      await staff.reload()
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  return (
    <Card label="工作人员">
      <Heading>工作人员</Heading>
      <Loaded from={staff}>
        {({ rows }) => (
          <Table
            label="工作人员"
            columns={[
              { key: 'name', head: '姓名', cell: ({ name }) => name },
              { key: 'login', head: '账号', cell: ({ login }) => login },
              { key: 'unit', head: '单位', grow: 2, cell: ({ unit }) => unit ?? '' },
              { key: 'grants', head: '角色和范围', grow: 3, cell: ({ grants }) => grants.map(grantWords).join('；') },
              { key: 'state', head: '状态', cell: (member) => <State member={member} /> },
              { key: 'acts', head: '操作', grow: 2, cell: (member) => <Acts member={member} onAsk={setAsked} /> },
            ]}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Loaded>
      <ConfirmSheet
        open={asked !== undefined}
        title={asked ? `${asked.member.name}：${actWords[asked.act].word}` : ''}
        text={asked ? actWords[asked.act].text : ''}
        confirm={asked ? actWords[asked.act].word : ''}
        danger={asked?.act !== 'resume'}
        onConfirm={run}
        onClose={() => setAsked(undefined)}
      />
    </Card>
  )
}

const actWords = {
  stop: { word: '停用账号', text: '停用后不能登录，已登录的立即失效。可以再恢复。', done: '已停用' },
  resume: { word: '恢复账号', text: '恢复后可以用原来的密码登录。', done: '已恢复' },
  'sign-out': { word: '结束全部会话', text: '所有设备上的登录立即失效，需要重新登录。', done: '会话已全部结束' },
} as const

function State({ member }: { member: StaffMember }) {
  if (!member.active) return <Tag tone="plain">停用</Tag>
  if (member.lockedUntil) return <Tag tone="warn">已锁定</Tag>
  return <View className="sub">{member.openSessions > 0 ? `${member.openSessions} 处登录` : '未登录'}</View>
}

function Acts({ member, onAsk }: { member: StaffMember; onAsk: (asked: Asked) => void }) {
  return (
    <View className="wrap">
      <Button kind="line" small narrow onPress={() => onAsk({ member, act: member.active ? 'stop' : 'resume' })}>
        {member.active ? '停用' : '恢复'}
      </Button>
      {member.openSessions > 0 && (
        <Button kind="line" small narrow onPress={() => onAsk({ member, act: 'sign-out' })}>
          结束会话
        </Button>
      )}
    </View>
  )
}

const grantWords = ({ role, area, unit }: StaffMember['grants'][number]) =>
  `${role}（${[area ?? '全部区域', unit ?? '全部单位'].join('，')}）`
