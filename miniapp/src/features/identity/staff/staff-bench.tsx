import { useEffect } from 'react'
import { neighbour } from '../../../components/office/dense-list'
import { ItemColumn } from '../../../components/office/item-column'
import { StateCard } from '../../../components/state-card'
import { keepInAddress, queryOfAddress } from '../../../lib/address'
import { focusOn } from '../../../lib/focus'
import { useKeys } from '../../../lib/keys'
import { desktopWidth, useScreenWidth } from '../../../lib/screen'
import { MemberForm, MemberFormActs } from './member-form'
import { MemberActs, MemberView } from './member-view'
import { OneTimeCard } from './one-time-card'
import { StaffList, StaffViews, viewWords } from './staff-list'
import {
  beginAdding,
  beginChanging,
  endForm,
  openMember,
  readRoles,
  type StaffView,
  showStaff,
  useStaff,
} from './store'

/** The administrator's desk of people: views, list, and one person or the form for one. `own` is whoever is signed in. */
export function StaffBench({ own }: { own: string }) {
  const { view, search, open, form, told, rows } = useStaff()
  const wide = useScreenWidth() >= desktopWidth
  useEffect(() => {
    const { view: asked = 'active', search: wanted = '' } = queryOfAddress()
    showStaff(isView(asked) ? asked : 'active', wanted)
    readRoles()
  }, [])
  useEffect(() => keepInAddress({ view, search }), [view, search])
  useStaffKeys()
  const member = rows.find(({ id }) => id === open)
  const isItem = open !== undefined || form !== undefined || told !== undefined
  const toList = () => {
    openMember(undefined)
    if (open) focusOn(`item-${open}`)
  }
  return (
    <>
      {(wide || !isItem) && (
        <>
          <StaffViews />
          <StaffList />
        </>
      )}
      {(wide || isItem) && (
        <ItemColumn
          onBack={wide || told ? undefined : toList}
          foot={
            form ? (
              <MemberFormActs />
            ) : (
              member && <MemberActs key={member.id} member={member} isOwn={own === member.id} />
            )
          }
        >
          <OneTimeCard />
          {form && <MemberForm key={form.of?.id ?? 'new'} />}
          {!form && member && <MemberView member={member} />}
          {!form && !member && !told && (
            <StateCard kind="empty" title="还没有选人" text="在列表里选一位，或按 n 新增。" />
          )}
        </ItemColumn>
      )}
    </>
  )
}

function useStaffKeys(): void {
  const { rows, open, form } = useStaff()
  const move = (step: 1 | -1) => {
    const next = form ? undefined : neighbour(rows, open, step)
    if (!next) return
    openMember(next)
    focusOn(`item-${next}`)
  }
  const change = () => {
    const member = rows.find(({ id }) => id === open)
    if (member?.mayChange && !form) beginChanging(member)
  }
  const leave = () => {
    if (form) endForm()
    if (open) focusOn(`item-${open}`)
  }
  const keys: [string, () => void][] = [
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['n', () => !form && beginAdding()],
    ['e', change],
    ['/', () => focusOn('staff-search')],
    ['Escape', leave],
  ]
  useKeys(Object.fromEntries(keys))
}

function isView(text: string): text is StaffView {
  return text in viewWords
}
