import { useRouter } from '@tarojs/taro'
import { Desk } from './desk'
import { Phone } from './phone'
import { PhoneFigures } from './phone-figures'

/** Every component with invented values: `?part=phone`, `figures` or `desk`. */
export default function Gallery() {
  const { part } = useRouter().params
  if (part === 'desk') return <Desk />
  return part === 'figures' ? <PhoneFigures /> : <Phone />
}
