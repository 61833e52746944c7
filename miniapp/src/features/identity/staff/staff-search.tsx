import { useState } from 'react'
import { SearchBox } from '../../../components/office/search-box'
import { showStaff, useStaff } from './store'

/** By name, login or unit. */
export function StaffSearch() {
  const { view, search } = useStaff()
  const [typed, setTyped] = useState(search)
  return (
    <SearchBox
      id="staff-search"
      label="姓名、账号或单位"
      value={typed}
      onChange={setTyped}
      onSearch={() => showStaff(view, typed.trim())}
      onClear={() => {
        setTyped('')
        if (search) showStaff(view, '')
      }}
    />
  )
}
