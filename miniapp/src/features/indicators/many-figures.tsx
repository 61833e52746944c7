import type { Figure, IndicatorCard } from '@minyi/shared/indicators/contract.ts'
import { Chips } from '../../components/chip'

export type ManyFiguresProps = {
  rows: readonly { indicator: IndicatorCard; figure: Figure }[]
  chosen: string
  onChoose: (id: string) => void
}

/** Which of the published indicators is shown; nothing where there is only one. */
export function ManyFigures({ rows, chosen, onChoose }: ManyFiguresProps) {
  if (rows.length < 2) return null
  return (
    <Chips
      label="哪个指标"
      options={rows.map(({ indicator }) => ({ value: indicator.id, word: indicator.name }))}
      value={chosen}
      onChange={onChoose}
    />
  )
}
