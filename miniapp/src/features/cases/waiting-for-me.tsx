import { Card, Split } from '../../components/card'
import { Row } from '../../components/row'
import { go } from '../../lib/navigate'
import { FirstClaim, MoreClaims } from '../ratings/waiting-card'
import { useWaiting } from './waiting/store'

const mostShown = 3

/** The one thing waiting for this person first; when nothing waits, there is no card. */
export function WaitingForMe() {
  const { claims, answered } = useWaiting()
  const [first, ...more] = claims
  if (!first && answered.length === 0) return null
  return (
    <Card flush label="等您办的事">
      {first && <FirstClaim claim={first} />}
      {first && more.length + answered.length > 0 && <Split />}
      <MoreClaims claims={more.slice(0, mostShown)} />
      {answered.slice(0, mostShown).map(({ id, title }) => (
        <Row key={id} title="诉求有答复了，解决了吗？" note={title} onPress={() => go('progress', { id })} />
      ))}
    </Card>
  )
}
