import { useState } from 'react'
import { Button } from '../../components/button'
import { StateDesk } from '../../components/office/state-desk'
import { useOffice } from '../office/store'
import { Paged } from '../protection/paged'
import { AddForm } from './add-form'
import { DutyCard } from './duty-card'
import { duties } from './store'

const states = [
  { value: 'open', word: '要办的' },
  { value: 'ended', word: '已完成' },
] as const

const empty = {
  open: { title: '没有要办的', text: '年度报告到了年份会自己出现，征求意见和听证由您登记。' },
  ended: { title: '还没有完成过', text: '完成的事项、日期和说明会留在这里备查。' },
} as const

/** What the office owes by law, the nearest day first. */
export function DutyDesk() {
  const [adding, setAdding] = useState(false)
  const [added, setAdded] = useState(0)
  const mayWrite = useOffice(({ me }) => me?.permissions.includes('supervision.order') ?? false)
  const done = () => {
    setAdding(false)
    setAdded(added + 1)
  }
  const add = mayWrite && !adding && (
    <Button small narrow onPress={() => setAdding(true)}>
      登记一项
    </Button>
  )
  return (
    <StateDesk states={states} beside={add} apart>
      {(state) => (
        <>
          {adding && <AddForm onDone={done} onBack={() => setAdding(false)} />}
          <Paged about={`${state}/${added}`} read={(after) => duties.list(state, after)} empty={empty[state]}>
            {(duty, reload) => <DutyCard duty={duty} mayWrite={mayWrite} onDone={reload} />}
          </Paged>
        </>
      )}
    </StateDesk>
  )
}
