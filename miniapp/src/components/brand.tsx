import { View } from '@tarojs/components'
import { Drawing } from './drawing'
import { Heading } from './heading'
import './brand.css'

const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><path fill="#1d4ed8" d="M2 4h24v16h-13l-6 5v-5H2z"/><path fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" d="m9 11.8 3.6 3.4 6.8-6.8"/></svg>'

/** The name of the product with its sign. */
export function Brand({ name = '民意直通' }: { name?: string }) {
  return (
    <View className="brand">
      <Drawing svg={logo} className="brand-sign" />
      <Heading level={1} className="brand-name">
        {name}
      </Heading>
    </View>
  )
}
