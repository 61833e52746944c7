import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import type { FaceGrade } from '@/components/face'
import { GradeRows } from '@/components/grade-row'

const grades = [
  { grade: 5, word: '非常满意', meaning: '处处都好' },
  { grade: 4, word: '满意', meaning: '依法办事' },
  { grade: 1, word: '非常不满意', meaning: '问题严重' },
] as const

function Question() {
  const [grade, setGrade] = useState<FaceGrade>()
  return <GradeRows label="满意程度" grades={grades} value={grade} onChange={setGrade} />
}

afterEach(cleanup)

describe('the grades', () => {
  test('open with none chosen, and only the first in the tab order', () => {
    render(<Question />)
    const radios = screen.getAllByRole('radio')
    expect(radios.map((radio) => radio.getAttribute('aria-checked'))).toEqual(['false', 'false', 'false'])
    expect(radios.map((radio) => radio.tabIndex)).toEqual([0, -1, -1])
  })

  test('are chosen by a tap', () => {
    render(<Question />)
    fireEvent.click(screen.getByRole('radio', { name: /^满意/ }))
    expect(screen.getByRole('radio', { name: /^满意/ }).getAttribute('aria-checked')).toBe('true')
  })

  test('are walked with the arrow keys, round the end', () => {
    render(<Question />)
    fireEvent.keyDown(screen.getByRole('radiogroup'), { key: 'ArrowUp' })
    const last = screen.getByRole('radio', { name: /^非常不满意/ })
    expect(last.getAttribute('aria-checked')).toBe('true')
    expect(document.activeElement).toBe(last)
  })
})
