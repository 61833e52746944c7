import { useNetwork } from '../lib/network'
import { Notice } from './notice'

/** Without a network: what works, and what waits. */
export function OfflineBar() {
  const online = useNetwork((network) => network.online)
  if (online) return null
  return (
    <Notice kind="warn" icon="cloud-off" bar live>
      现在没有网络。可以接着看、接着写，连上以后再提交。
    </Notice>
  )
}
