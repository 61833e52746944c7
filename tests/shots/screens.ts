/** `base` is the reader's own size of type in px; no target may be under `least`. */
export type Screen = {
  name: string
  width: number
  height: number
  touch: boolean
  largePrint?: boolean
  base?: number
  least: number
}

const touch = { touch: true, least: 44 }
const phone = { name: '390×844', width: 390, height: 844, ...touch }
const phones: readonly Screen[] = [
  { name: '360×640', width: 360, height: 640, ...touch },
  phone,
  { ...phone, name: '390×844 大字版', largePrint: true, least: 60 },
  { ...phone, name: '390×844 系统字号 1.75', base: 28 },
]
/** With a mouse the office's design allows controls of 28 in a bar. */
const mouse = { touch: false, least: 28 }
const desks: readonly Screen[] = [
  { name: '1366×768', width: 1366, height: 768, ...mouse },
  { name: '1440×900', width: 1440, height: 900, ...mouse },
]

/** Whom a page is made for decides on which screens it is looked at. */
export const screensOf = { phone: phones, desk: [...desks, phone] } as const
export type Face = keyof typeof screensOf
