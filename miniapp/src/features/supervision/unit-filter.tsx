import { useEffect } from 'react'
import { Choose } from '../../components/office/choose'
import { loadUnits, useRegister } from '../registry/store'

const every = 'all'

/** One unit of the register, or all of them. */
export function UnitFilter(props: { value: string | undefined; onChange: (unitId: string | undefined) => void }) {
  const units = useRegister((state) => state.units) ?? []
  useEffect(() => {
    loadUnits().catch(() => undefined)
  }, [])
  return (
    <Choose
      label="单位"
      on={props.value !== undefined}
      options={[{ value: every, word: '全部单位' }, ...units.map(({ id, name }) => ({ value: id, word: name }))]}
      value={props.value ?? every}
      onChange={(chosen) => props.onChange(chosen === every ? undefined : chosen)}
    />
  )
}
