import { useState } from 'react'
import { SearchBox } from '../../components/office/search-box'
import { showFollowUps, useFollowUps } from './store'

/** By the number of the rating, as its receipt names it. */
export function FollowUpSearch() {
  const { view, number } = useFollowUps()
  const [typed, setTyped] = useState(number)
  return (
    <SearchBox
      id="follow-up-search"
      label="评价编号"
      value={typed}
      onChange={setTyped}
      onSearch={() => showFollowUps(view, typed.trim().toUpperCase())}
      onClear={() => {
        setTyped('')
        if (number) showFollowUps(view)
      }}
    />
  )
}
