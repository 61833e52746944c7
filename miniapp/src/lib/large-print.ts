import Taro from '@tarojs/taro'
import { create } from 'zustand'
import { isH5 } from './platform'
import { keep, read } from './storage'

/** Large print (大字版): a choice of this phone, kept until it is changed; every Page puts the class on its root. */
export const useLargePrint = create<{ on: boolean }>(() => ({ on: read('large-print') ?? false }))

export function setLargePrint(on: boolean): void {
  keep('large-print', on)
  useLargePrint.setState({ on })
  markDocument(on)
}

/** Called once at the start, so that sheets and the ground outside of a page wear the tokens as well. */
export function restoreLargePrint(): void {
  markDocument(useLargePrint.getState().on)
}

/** One design pixel of type: on weapp a pixel times WeChat's own font setting; a browser scales by its base size instead. */
export function typeScaleStyle(): Record<string, string> {
  return isH5 ? {} : { '--pt': `${typeScale()}px` }
}

/** How much larger than usual this person reads: 1 to 1.75 in WeChat, whatever the browser is set to on h5. */
export function typeScale(): number {
  if (isH5) return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
  const setting = Taro.getSystemInfoSync().fontSizeSetting
  return setting ? Math.min(1.75, Math.max(1, setting / standardSetting)) : 1
}

/** What WeChat reports when its font size is left at 标准. */
const standardSetting = 17

function markDocument(on: boolean): void {
  if (isH5) document.documentElement.classList.toggle('large-print', on)
}
