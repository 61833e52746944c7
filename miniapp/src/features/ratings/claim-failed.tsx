import { StateCard } from '../../components/state-card'
import type { CallFailure } from '../../lib/call'
import { go, goInstead } from '../../lib/navigate'

/** Why a claim or a standing code cannot be used, and what to do instead. */
export function ClaimFailed({ failure, onRetry }: { failure: CallFailure; onRetry: () => void }) {
  if (failure.code === 'offline') {
    return (
      <StateCard
        kind="offline"
        title={failure.title}
        text="您的选择还在这一页。连上网络后再试。"
        action={{ word: '再试一次', onPress: onRetry }}
      />
    )
  }
  if (failure.code === 'already-rated') {
    return (
      <StateCard
        kind="done"
        title="这件事已经评价过了"
        text="一件事只评一次。在别的手机上评的，请用那部手机修改；如果不是您评的，请告诉我们。"
        action={{ word: '不是我评的，去反映', onPress: () => go('complain') }}
      />
    )
  }
  if (failure.code === 'claim-expired' || failure.code === 'code-revoked') {
    return (
      <StateCard
        kind="empty"
        title={failure.title}
        text="您仍然可以把情况写下来，有编号、有期限、有答复。"
        action={{ word: '我要诉求', onPress: () => goInstead('complain') }}
      />
    )
  }
  if (failure.code === 'own-matter') {
    return <StateCard kind="forbidden" title={failure.title} text="请由当事人本人评价。" />
  }
  const wrong = failure.code === 'claim-invalid' || failure.code === 'not-found'
  return (
    <StateCard
      kind="error"
      title={wrong ? '没有找到这个码' : failure.title}
      text={wrong ? '请核对短信或二维码旁的评价码，再输入一次。' : '还没有提交。请稍后再试，仍不行请拨打 12345。'}
      action={wrong ? { word: '重新输入', onPress: () => goInstead('find') } : { word: '再试一次', onPress: onRetry }}
    />
  )
}
