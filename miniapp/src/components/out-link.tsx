import type { ReactNode } from 'react'
import { copy } from '../lib/clipboard'
import { isH5 } from '../lib/platform'
import { WordLink } from './button'

export type OutLinkProps = { address: string; children: ReactNode; className?: string }

/** Somebody else's page or a file: a browser opens it beside this one; WeChat opens no foreign pages, so there its address is copied. */
export function OutLink({ address, children, className = 'word-link touchable' }: OutLinkProps) {
  if (!isH5) return <WordLink onPress={() => copy(address)}>{children}（复制网址）</WordLink>
  return (
    <a className={className} href={address} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}
