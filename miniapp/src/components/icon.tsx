import { View } from '@tarojs/components'
import { classNames } from './class-names'
import { type IconName, iconShapes } from './icon-shapes'
import { svgAddress } from './image-data'
import './icon.css'

const strokes = 'fill="none" stroke="#000" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'

export type IconProps = {
  name: IconName
  /** In px; without it the icon takes the size its surroundings set with `--icon-size`. */
  size?: number
  className?: string
}

/** A drawing beside words, in the colour of the words; screen readers skip it. */
export function Icon({ name, size, className }: IconProps) {
  const mask = `url("${addressOf(name)}")`
  const edge = size ? { width: `${size}px`, height: `${size}px` } : {}
  return (
    <View
      className={classNames('icon', className)}
      aria-hidden="true"
      style={{ WebkitMaskImage: mask, maskImage: mask, ...edge }}
    />
  )
}

const addresses = new Map<IconName, string>()

function addressOf(name: IconName): string {
  const known = addresses.get(name)
  if (known) return known
  const address = svgAddress(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" ${strokes}>${iconShapes[name]}</svg>`,
  )
  addresses.set(name, address)
  return address
}
