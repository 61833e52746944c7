import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { FootPair, Page } from '../../../components/page'
import { StateCard } from '../../../components/state-card'
import { CaseReceiptCard } from '../../../features/cases/case-receipt-card'
import { findKeptCase } from '../../../features/cases/own/store'
import { go, goInstead } from '../../../lib/navigate'

/** The receipt: its number, its query code, and what happens next. */
export default function ComplainDone() {
  const { id = '' } = useRouter().params
  const kept = findKeptCase(id)
  if (!kept) {
    return (
      <Page title="已提交" locked>
        <StateCard
          kind="forbidden"
          title="这部手机上没有这张回执"
          text="有编号和查询码，也能在“诉求”里查到进度。"
          action={{ word: '去诉求', onPress: () => goInstead('cases') }}
        />
      </Page>
    )
  }
  return (
    <Page
      title="已提交"
      locked
      foot={
        <FootPair>
          <Button kind="line" onPress={() => goInstead('home')}>
            回首页
          </Button>
          <Button id="to-progress" onPress={() => goInstead('progress', { id })}>
            看进度
          </Button>
        </FootPair>
      }
    >
      <CaseReceiptCard kept={kept} />
      <Button kind="word" icon="bell" onPress={() => go('wishes')}>
        有进展怎么告诉我
      </Button>
    </Page>
  )
}
