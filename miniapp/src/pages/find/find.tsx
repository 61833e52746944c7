import { useRouter } from '@tarojs/taro'
import { Page } from '../../components/page'
import { CodeEntry } from '../../features/ratings/code-entry'

export default function Find() {
  const { typed = '' } = useRouter().params
  return (
    <Page title="评执法">
      <CodeEntry typed={typed} />
    </Page>
  )
}
