import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useKeptChoice } from '../../lib/kept-choice'
import { Segments } from '../segments'

type Option<S extends string> = { value: S; word: string }

export type StateDeskProps<S extends string> = {
  /** What can be looked at, the first of it unless the address says otherwise. */
  states: readonly [Option<S>, ...Option<S>[]]
  /** On the line of the switch: at its other end, or after it. */
  beside?: ReactNode
  apart?: boolean
  children: (state: S) => ReactNode
}

/** A list of what waits or of what is done, with the switch between them; which one is kept in the address. */
export function StateDesk<S extends string>({ states, beside, apart, children }: StateDeskProps<S>) {
  const [first, ...others] = states
  const [state, setState] = useKeptChoice<S>('state', [first.value, ...others.map(({ value }) => value)])
  return (
    <View className="stack">
      <View className={apart ? 'spread' : 'wrap'}>
        <Segments<S> label="看哪些" options={states} value={state} onChange={setState} />
        {beside}
      </View>
      {children(state)}
    </View>
  )
}
