import './start'
import './styles/tokens.css'
import './styles/base.css'
import './styles/nutui.css'
import type { PropsWithChildren } from 'react'
import { openShortLink } from './lib/codes'
import { restoreLargePrint } from './lib/large-print'
import { watchNetwork } from './lib/network'

if (process.env.TARO_ENV === 'h5') require('./styles/h5.css')
else require('./styles/weapp.css')

openShortLink()
restoreLargePrint()
watchNetwork()

export default function App({ children }: PropsWithChildren) {
  return children
}
