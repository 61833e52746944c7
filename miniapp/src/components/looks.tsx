import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Segments } from './segments'

export type Look = 'chart' | 'table'

const looks = [
  { value: 'chart', word: '图' },
  { value: 'table', word: '表' },
] as const

export type LookSwitchProps = { of: string; value: Look; onChange: (look: Look) => void }

/** Whether the numbers are looked at as a chart or as a table. */
export function LookSwitch({ of, value, onChange }: LookSwitchProps) {
  return <Segments<Look> label={`${of}：看图或看表`} options={looks} value={value} onChange={onChange} />
}

/** A chart and the table of the same numbers: one on the screen, and the table in any case on paper and for whoever hears the page. */
export function Looks({ look, chart, children }: { look: Look; chart: ReactNode; children: ReactNode }) {
  return (
    <>
      {look === 'chart' && chart}
      <View className={look === 'chart' ? 'unseen on-paper' : ''}>{children}</View>
    </>
  )
}
