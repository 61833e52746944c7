import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from '../aria'
import { Heading } from '../heading'
import './step-form.css'

export type StepFormProps = { title: string; label?: string; role?: 'form' | 'status'; children: ReactNode }

/** The step that is being taken: its form, where the actions stood, so that the item stays readable above it. */
export function StepForm({ title, label = title, role = 'form', children }: StepFormProps) {
  return (
    <View className="step-form" {...roleOf(role)} aria-label={label}>
      <Heading className="card-title">{title}</Heading>
      {children}
    </View>
  )
}
