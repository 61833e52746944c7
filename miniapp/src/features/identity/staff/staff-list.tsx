import type { StaffMember } from '@minyi/shared/identity/staff/contract.ts'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Failed } from '../../../components/loaded'
import { DenseList } from '../../../components/office/dense-list'
import { KeyHints } from '../../../components/office/key-hint'
import { ListHead } from '../../../components/office/list-head'
import { Rail } from '../../../components/office/rail'
import { Skeleton } from '../../../components/skeleton'
import { StateCard } from '../../../components/state-card'
import { Tag } from '../../../components/tag'
import { beginAdding, openMember, readStaff, type StaffView, showStaff, turnStaff, useStaff } from './store'

export const viewWords: Record<StaffView, string> = { active: '在用', stopped: '已停用', all: '全部' }

/** Who may sign in, who no longer may. */
export function StaffViews() {
  const { view, search } = useStaff()
  return (
    <Rail<StaffView>
      label="人员与权限"
      items={[
        { value: 'active', word: viewWords.active, icon: 'people' },
        { value: 'stopped', word: viewWords.stopped, icon: 'lock' },
        { value: 'all', word: viewWords.all, icon: 'list' },
      ]}
      value={view}
      onChange={(chosen) => showStaff(chosen, search)}
    />
  )
}

/** The staff in the order of their logins. */
export function StaffList() {
  const { view, search, rows, loading, failure, open, trail, next } = useStaff()
  const name = search ? `${viewWords[view]} · 搜索“${search}”` : `${viewWords[view]}人员`
  return (
    <View className="column-list">
      <ListHead
        title={name}
        note="角色加范围，就是一个人能做的全部。谁也不能给自己改角色。"
        aside={
          <Button small narrow icon="plus" onPress={beginAdding}>
            新增人员
          </Button>
        }
      />
      {loading && rows.length === 0 && <Skeleton blocks={4} rows={2} />}
      {failure && rows.length === 0 && <Failed failure={failure} onRetry={readStaff} />}
      {!loading && !failure && rows.length === 0 && (
        <StateCard
          kind="empty"
          title={search ? '没有找到' : '这里还没有人'}
          text={search ? '换个姓名、账号或单位试试，或看看“全部”。' : '点“新增人员”添加第一位。'}
        />
      )}
      {rows.length > 0 && (
        <DenseList
          label={name}
          items={rows.map(itemOf)}
          current={open}
          onOpen={openMember}
          foot={next ? '之后还有' : '之后没有了'}
          onBefore={trail.length > 1 ? () => turnStaff(false) : undefined}
          onNext={next ? () => turnStaff(true) : undefined}
        />
      )}
      <KeyHints
        keys={[
          { name: 'j', does: '下' },
          { name: 'k', does: '上' },
          { name: 'n', does: '新增' },
          { name: 'e', does: '修改' },
          { name: '/', does: '搜索' },
          { name: 'Esc', does: '收起' },
        ]}
      />
    </View>
  )
}

function itemOf(member: StaffMember) {
  const roles = [...new Set(member.grants.map(({ role }) => role))].join('、')
  return {
    id: member.id,
    title: member.name,
    facts: [member.login, member.unit, roles || '没有角色'].filter(Boolean).join(' · '),
    state: <StaffState member={member} />,
  }
}

/** How an account stands, in one word. */
export function StaffState({ member }: { member: StaffMember }) {
  if (!member.active) return <Tag tone="plain">已停用</Tag>
  if (member.lockedUntil) return <Tag tone="warn">已锁定</Tag>
  if (member.oneTimeUntil) return <Tag tone="warn">待首次登录</Tag>
  return <Tag tone={member.openSessions > 0 ? 'good' : 'plain'}>{member.openSessions > 0 ? '已登录' : '未登录'}</Tag>
}
