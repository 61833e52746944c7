import { ExclusionReason, exclusionReasons } from '@minyi/shared/ratings/exclusions/contract.ts'
import { exclusionReasonLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { PickField } from '../../components/pick-field'
import { loadUnits, useRegister } from '../registry/store'
import { showLedger, useLedger } from './store'

const every = 'all'

/** One unit, one reason, or all of them. */
export function LedgerFilters() {
  const { unitId, reason } = useLedger()
  return (
    <View className="ledger-filters">
      <UnitFilter value={unitId} onChange={(unit) => showLedger({ unitId: unit })} />
      <PickField
        id="ledger-reason"
        label="理由"
        placeholder="全部理由"
        options={[
          { value: every, word: '全部理由' },
          ...exclusionReasons.map((one) => ({ value: one, word: exclusionReasonLabels[one] })),
        ]}
        value={reason ?? every}
        onChange={(chosen) => showLedger({ reason: ExclusionReason.safeParse(chosen).data })}
      />
    </View>
  )
}

/** The units of the register, from one list. */
export function UnitFilter(props: { value: string | undefined; onChange: (unitId: string | undefined) => void }) {
  const units = useRegister((state) => state.units)
  useEffect(() => {
    loadUnits().catch(() => {})
  }, [])
  return (
    <PickField
      id="ledger-unit"
      label="单位"
      placeholder="全部单位"
      options={[
        { value: every, word: '全部单位' },
        ...(units ?? []).map(({ id, name }) => ({ value: id, word: name })),
      ]}
      value={props.value ?? every}
      onChange={(chosen) => props.onChange(chosen === every ? undefined : chosen)}
    />
  )
}
