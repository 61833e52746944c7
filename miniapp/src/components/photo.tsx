import { Image } from '@tarojs/components'
import { isH5 } from '../lib/platform'

/** A photo that fills its frame, with a name for screen readers. */
export function Photo({ address, label }: { address: string; label: string }) {
  if (isH5) return <img className="photo-image" src={address} alt={label} />
  return <Image className="photo-image" src={address} mode="aspectFill" aria-label={label} />
}
