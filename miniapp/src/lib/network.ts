import Taro from '@tarojs/taro'
import { create } from 'zustand'
import { isH5 } from './platform'

/** Whether this phone believes it has a network. It may be wrong, so a call is tried all the same. */
export const useNetwork = create<{ online: boolean }>(() => ({ online: true }))

/** Called once at the start. */
export function watchNetwork(): void {
  const set = (online: boolean) => useNetwork.setState({ online })
  if (isH5) {
    set(navigator.onLine)
    window.addEventListener('online', () => set(true))
    window.addEventListener('offline', () => set(false))
    return
  }
  Taro.getNetworkType({ success: ({ networkType }) => set(networkType !== 'none') })
  Taro.onNetworkStatusChange(({ isConnected }) => set(isConnected))
}
