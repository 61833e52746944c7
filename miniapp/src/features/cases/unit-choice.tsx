import type { CaseEntry } from '@minyi/shared/cases/contract.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { TextField } from '../../components/field'
import { Press } from '../../components/press'
import { Row } from '../../components/row'
import { failureFrom } from '../../lib/call'
import { findOfficer, loadUnits, unitsLike, useRegister } from '../registry/store'
import { type Draft, openDraft, write } from './store'

/** Opens the draft with what the way in already told: a code on the wall, a unit, or an officer's number. */
export async function startDraft(
  entry: CaseEntry,
  given: { code?: string; unit?: string; officer?: string },
): Promise<void> {
  await openDraft(entry, given.code ? { code: given.code } : {})
  try {
    if (given.officer) await writeOfficer(given.officer)
    if (!given.unit) return
    await loadUnits()
    const unit = useRegister.getState().units?.find(({ id }) => id === given.unit)
    if (unit) write({ unit: { id: unit.id, name: unit.name } })
  } catch {
    return
  }
}

/** The officer with this number and the unit that sends them; false when nobody carries the number. */
async function writeOfficer(number: string): Promise<boolean> {
  const card = await findOfficer(number)
  if (!card) return false
  write({
    kind: 'complaint',
    officer: { id: card.id, number: card.certificateNumber },
    unit: { id: card.unitId, name: card.unitName },
  })
  return true
}

/** The unit, found by its name, or the officer, found by the number on the certificate. */
export function UnitChoice({ draft }: { draft: Draft }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Row
        icon="shield"
        term="单位"
        title={draft.unit?.name ?? <View className="sub">选被投诉的单位</View>}
        note={draft.officer && `执法人员编号 ${draft.officer.number}`}
        onPress={() => setOpen(true)}
      />
      <Sheet open={open} title="投诉哪个单位或人员" onClose={() => setOpen(false)}>
        <UnitSearch draft={draft} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

const shownUnits = 6

function UnitSearch({ draft, onDone }: { draft: Draft; onDone: () => void }) {
  const units = useRegister((register) => register.units)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    loadUnits().catch((error) => setProblem(failureFrom(error).title))
  }, [])
  const number = /^\d{8,18}$/.test(typed.trim()) ? typed.trim() : undefined
  const found = number ? [] : unitsLike(units ?? [], typed)
  const findByNumber = async () => {
    if (!number) return
    try {
      if (await writeOfficer(number)) onDone()
      else setProblem('没有这个编号的在册执法人员，可以只选单位，把编号写在事情里')
    } catch (error) {
      setProblem(failureFrom(error).title)
    }
  }
  return (
    <View className="stack">
      <TextField
        label="单位名称或执法人员编号"
        kind="search"
        icon="search"
        id="unit-search"
        value={typed}
        onChange={(value) => {
          setTyped(value)
          setProblem(undefined)
        }}
        placeholder="例如：城管、市场监管"
        error={problem}
        onEnter={findByNumber}
      />
      {number && <Button onPress={findByNumber}>按编号查找</Button>}
      <View>
        {found.slice(0, shownUnits).map((unit) => (
          <Row
            key={unit.id}
            title={unit.name}
            onPress={() => {
              write({ unit: { id: unit.id, name: unit.name }, officer: undefined })
              onDone()
            }}
          />
        ))}
      </View>
      {units && !number && found.length === 0 && (
        <View className="sub">没有这个名称的单位。可以选最接近的一个，受理人员会核对。</View>
      )}
      {found.length > shownUnits && <View className="sub">还有 {found.length - shownUnits} 个单位，请再写几个字</View>}
      {draft.unit && (
        <Press className="press word-link touchable" onPress={onDone}>
          不改，还是{draft.unit.name}
        </Press>
      )}
    </View>
  )
}
