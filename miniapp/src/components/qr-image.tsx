import { View } from '@tarojs/components'
import { renderSVG } from 'uqr'
import { Drawing } from './drawing'
import './qr-image.css'

export type QrImageProps = {
  /** What is encoded, such as a claim's link. */
  text: string
  label: string
  /** The same in characters, for whoever cannot scan. */
  code?: string
}

/** A QR code drawn on the phone itself, with its short code in large characters under it. */
export function QrImage({ text, label, code }: QrImageProps) {
  return (
    <View className="qr">
      <Drawing svg={renderSVG(text, { border: 2, ecc: 'M' })} className="qr-drawing" label={label} />
      {code && <View className="qr-code">{code}</View>}
    </View>
  )
}
