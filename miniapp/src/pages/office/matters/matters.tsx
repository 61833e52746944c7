import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { TextField } from '../../../components/field'
import { OfficeHead } from '../../../components/office/office-page'
import { MatterForm } from '../../../features/matters/matter-form'
import { MatterList } from '../../../features/matters/matter-list'
import { OfficeFrame } from '../../../features/office/office-frame'
import { useOffice } from '../../../features/office/store'

export default function Matters() {
  return (
    <OfficeFrame title="办结事项" route="matters">
      <Desk />
    </OfficeFrame>
  )
}

function Desk() {
  const unit = useOffice((office) => office.me?.unit)
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const [entering, setEntering] = useState(false)
  return (
    <>
      <OfficeHead crumb={unit?.name} title="办结事项">
        <Button icon="plus" small narrow onPress={() => setEntering(true)} disabled={!unit || entering}>
          录入一件
        </Button>
      </OfficeHead>
      {entering && unit && <MatterForm unitId={unit.id} onDone={() => setEntering(false)} />}
      <View className="office-one">
        <TextField
          id="matter-search"
          label="查找"
          hint="事项或案号，回车查找"
          kind="search"
          icon="search"
          value={typed}
          onChange={setTyped}
          onEnter={() => setSearch(typed.trim())}
        />
      </View>
      <MatterList search={search} />
    </>
  )
}
