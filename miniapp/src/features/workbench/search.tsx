import { useEffect, useState } from 'react'
import { SearchBox } from '../../components/office/search-box'
import { showList, useList } from './list/store'

/** By number or by any words of title, text and place, in everything the person may see. */
export function Search() {
  const q = useList(({ filter }) => filter.q)
  const [typed, setTyped] = useState(q ?? '')
  useEffect(() => setTyped(q ?? ''), [q])
  return (
    <SearchBox
      id="case-search"
      label="编号、标题、正文"
      value={typed}
      onChange={setTyped}
      onSearch={() => showList(typed.trim() ? { q: typed.trim() } : {})}
      onClear={() => {
        setTyped('')
        if (q) showList({})
      }}
    />
  )
}
