import { expect, test } from 'vitest'
import { restoreLargePrint, setLargePrint, useLargePrint } from '@/lib/large-print'
import { read } from '@/lib/storage'

test('large print is kept on this phone and marks the document', () => {
  setLargePrint(true)
  expect(read('large-print')).toBe(true)
  expect(document.documentElement.classList.contains('large-print')).toBe(true)
  setLargePrint(false)
  expect(useLargePrint.getState().on).toBe(false)
  restoreLargePrint()
  expect(document.documentElement.classList.contains('large-print')).toBe(false)
})
