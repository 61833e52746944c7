/** `base` is the browser's own size of type in px, as a reader sets it; no target may be under `least`. */
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
const small = { name: '360×640', width: 360, height: 640, ...touch }
const phone = { name: '390×844', width: 390, height: 844, ...touch }
/** With a mouse the office's design allows controls of 28 in a bar. */
const mouse = { touch: false, least: 28 }
const laptop = { name: '1366×768', width: 1366, height: 768, ...mouse }
const desk = { name: '1440×900', width: 1440, height: 900, ...mouse }

/** As somebody reads who needs more: the product's own large print, and type of 1.75 times the size in the system. */
const forMore = (screen: Screen): Screen[] => [
  { ...screen, name: `${screen.name} 大字版`, largePrint: true, least: 60 },
  { ...screen, name: `${screen.name} 系统字号 1.75`, base: 28 },
]

const phones: readonly Screen[] = [small, phone, ...forMore(phone)]
const desks: readonly Screen[] = [laptop, desk, ...forMore(desk)]

/** Whom a page is made for decides on which screens it is looked at; the office is usable on a phone as well. */
export const screensOf = { phone: phones, desk: [...desks, ...phones] } as const
export type Face = keyof typeof screensOf
