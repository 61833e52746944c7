import type { ReactNode } from 'react'
import type { CallFailure } from '../lib/call'
import type { Reloading } from '../lib/remote'
import { Skeleton } from './skeleton'
import { StateCard, type StateKind } from './state-card'

export type LoadedProps<T> = {
  from: Reloading<T>
  children: (value: T) => ReactNode
  /** In the shape of the page; without it, two blocks. */
  skeleton?: ReactNode
  /** Instead of the words for what is not there, or not for this person, where a page knows better. */
  notFound?: ReactNode
}

/** Shows what was read; before that its skeleton, and after a failure what happened and what to do. */
export function Loaded<T>({ from, children, skeleton, notFound }: LoadedProps<T>) {
  const { remote, reload } = from
  if (remote.state === 'ready') return <>{children(remote.value)}</>
  if (remote.state === 'loading') return <>{skeleton ?? <Skeleton />}</>
  if (notFound && isNotThere(remote.failure)) return <>{notFound}</>
  return <Failed failure={remote.failure} onRetry={reload} />
}

/** A failure as a card, with the server's own words. */
export function Failed({ failure, onRetry }: { failure: CallFailure; onRetry: () => void }) {
  const { kind, title = failure.title, text } = wordsOf(failure)
  return <StateCard kind={kind} title={title} text={text} action={{ word: '再试一次', onPress: onRetry }} />
}

/** What cannot be read has no fields to correct: an id that is none is one that is not there. */
function isNotThere({ code }: CallFailure): boolean {
  return code === 'not-found' || code === 'sign-in-required' || code === 'input-invalid'
}

function wordsOf(failure: CallFailure): { kind: StateKind; title?: string; text: string } {
  if (failure.code === 'offline') return { kind: 'offline', text: '已经提交的内容都在，草稿还在本机。连上网络后再试。' }
  if (isNotThere(failure)) {
    const title = failure.code === 'input-invalid' ? '没有找到' : undefined
    return { kind: 'forbidden', title, text: '请核对链接或编号；需要权限时，请找本单位的管理员。' }
  }
  return { kind: 'error', text: '已经提交的内容都在。请稍后再试，仍不行请拨打 12345。' }
}
