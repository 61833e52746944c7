import type { GrantDraft, Role } from '@minyi/shared/identity/staff/contract.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { Area, Unit } from '@minyi/shared/registry/contract.ts'
import { View } from '@tarojs/components'
import { roleOf } from '../../../components/aria'
import { Button } from '../../../components/button'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { PickField } from '../../../components/pick-field'
import type { CallFailure } from '../../../lib/call'
import { useRegister } from '../../registry/store'
import { RoleWords } from './role-words'
import { useStaff, writeMember } from './store'
import './staff.css'
import '../../../components/office/item-column.css'

/** With these a person works for one unit, so a role that holds one should be limited to it. */
const ofOneUnit: readonly Permission[] = ['matters.write', 'cases.handle', 'figures.closed', 'figures.own']
const isOfOneUnit = (role: Role | undefined) => ofOneUnit.some((permission) => role?.permissions.includes(permission))

const everywhere = 'all'
type Options = readonly { value: string; word: string }[]

type Props = { grants: readonly GrantDraft[]; unitId: string | null; failure: CallFailure | undefined }

/** The roles of a person: each over an area and a unit, explained in words. */
export function GrantFields({ grants, unitId, failure }: Props) {
  const roles = useStaff((state) => state.roles)
  const { areas, units } = useRegister()
  const write = (at: number, part: Partial<GrantDraft>) =>
    writeMember({ grants: grants.map((grant, i) => (i === at ? { ...grant, ...part } : grant)) })
  const choose = (at: number, role: Role | undefined) =>
    write(at, { roleId: role?.id ?? '', areaId: null, unitId: isOfOneUnit(role) ? unitId : null })
  const areaOptions = [{ value: everywhere, word: '全部区域' }, ...areaWords(areas ?? [])]
  const unitOptions = [{ value: everywhere, word: '全部单位' }, ...unitWords(units ?? [])]
  return (
    <View className="stack" {...roleOf('group')} aria-label="角色和范围">
      <Heading className="card-title">角色和范围</Heading>
      {grants.map((grant, i) => (
        <OneGrant
          // biome-ignore lint/suspicious/noArrayIndexKey: a grant being written has no other name than its place
          key={i}
          at={i}
          grant={grant}
          roles={roles}
          areas={areaOptions}
          units={unitOptions}
          failure={failure}
          onRole={(role) => choose(i, role)}
          onWrite={(part) => write(i, part)}
          onRemove={() => writeMember({ grants: grants.filter((_, at) => at !== i) })}
        />
      ))}
      <View className="wrap">
        <Button
          id="grant-add"
          kind="line"
          small
          narrow
          icon="plus"
          onPress={() => writeMember({ grants: [...grants, { roleId: '', areaId: null, unitId: null }] })}
        >
          {grants.length > 0 ? '再加一个角色' : '加一个角色'}
        </Button>
      </View>
      {grants.length === 0 && <View className="sub">没有角色的人能登录，但什么也看不到。</View>}
    </View>
  )
}

type OneGrantProps = {
  at: number
  grant: GrantDraft
  roles: readonly Role[]
  areas: Options
  units: Options
  failure: CallFailure | undefined
  onRole: (role: Role | undefined) => void
  onWrite: (part: Partial<GrantDraft>) => void
  onRemove: () => void
}

function OneGrant({ at, grant, roles, areas, units, failure, onRole, onWrite, onRemove }: OneGrantProps) {
  const role = roles.find(({ id }) => id === grant.roleId)
  const fault = (field: string) => failure?.fieldMessage(`grants.${at}.${field}`)
  const offered = roles.filter(({ id, grantable }) => grantable || id === grant.roleId)
  const limit = (value: string) => (value === everywhere ? null : value)
  return (
    <View className="written-role">
      <View className="role-fields">
        <PickField
          id={`grant-role-${at}`}
          label={`角色 ${at + 1}`}
          placeholder="选择角色"
          options={offered.map(({ id, title }) => ({ value: id, word: title }))}
          value={grant.roleId || undefined}
          onChange={(id) => onRole(roles.find((one) => one.id === id))}
          error={fault('roleId')}
        />
        {role && !role.wholeOnly && (
          <>
            <PickField
              label="区域"
              placeholder="选择区域"
              options={areas}
              value={grant.areaId ?? everywhere}
              onChange={(value) => onWrite({ areaId: limit(value) })}
              error={fault('areaId')}
            />
            <PickField
              label="单位"
              placeholder="选择单位"
              options={units}
              value={grant.unitId ?? everywhere}
              onChange={(value) => onWrite({ unitId: limit(value) })}
              error={fault('unitId')}
            />
          </>
        )}
      </View>
      {role?.wholeOnly && <View className="sub">这个角色管全部区域和单位，不能限定范围。</View>}
      <RoleWords role={role} />
      {isOfOneUnit(role) && grant.unitId === null && (
        <Notice kind="warn">没有限定单位：全部单位的事项和民意件都在范围内。一般应选本人的单位。</Notice>
      )}
      <View className="wrap">
        <Button kind="word" small narrow icon="trash" label={`去掉角色 ${at + 1}`} onPress={onRemove}>
          去掉
        </Button>
      </View>
    </View>
  )
}

/** Towns, each followed by its villages, as a list to choose from. */
export function areaWords(areas: readonly Area[]): Options {
  const above = areas.filter(({ level }) => level === 'city' || level === 'township')
  return above.flatMap((area) => [
    { value: area.id, word: area.name },
    ...areas
      .filter(({ level, parentId }) => level === 'village' && parentId === area.id)
      .map(({ id, name }) => ({ value: id, word: `${area.name} · ${name}` })),
  ])
}

const unitWords = (units: readonly Unit[]): Options => units.map(({ id, name }) => ({ value: id, word: name }))
