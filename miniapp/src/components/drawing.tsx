import { View } from '@tarojs/components'
import { roleOf } from './aria'
import { svgAddress } from './image-data'

export type DrawingProps = {
  svg: string
  className: string
  /** Says what it shows; without it screen readers skip the drawing. */
  label?: string
}

/** A drawing of several colours as the ground of a view, which both platforms know. */
export function Drawing({ svg, className, label }: DrawingProps) {
  const style = {
    backgroundImage: `url("${svgAddress(svg)}")`,
    backgroundRepeat: 'no-repeat',
    backgroundSize: '100% 100%',
  }
  return label ? (
    <View className={className} style={style} {...roleOf('img')} aria-label={label} />
  ) : (
    <View className={className} style={style} aria-hidden="true" />
  )
}
