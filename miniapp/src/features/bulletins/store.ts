import {
  type Bulletin,
  type BulletinAct,
  type BulletinSection,
  correctBulletin,
  decideBulletin,
  editBulletin,
  publishBulletin,
  recountBulletin,
  submitBulletin,
} from '@minyi/shared/bulletins/contract.ts'
import { call } from '../../lib/call'
import { newId } from '../../lib/id'

/** Does one step with a bulletin as it was read; what somebody else did meanwhile is told as a failure. */
export async function actOn(
  { id: bulletinId, version }: Bulletin,
  act: Exclude<BulletinAct, 'edit'>,
  { reason, keep }: { reason: string; keep: 'kept' | 'anew' },
): Promise<Bulletin> {
  const own = { id: await newId(), bulletinId, version }
  switch (act) {
    case 'recount':
      return call(recountBulletin, { ...own, words: keep })
    case 'submit':
      return call(submitBulletin, own)
    case 'approve':
      return call(decideBulletin, { ...own, decision: 'approve' as const })
    case 'return':
      return call(decideBulletin, { ...own, decision: 'return' as const, words: reason })
    case 'publish':
      return call(publishBulletin, own)
    case 'correct':
      return call(correctBulletin, { id: own.id, bulletinId, reason })
  }
}

/** Saves the words of a draft, its head or its sections. */
export async function saveText(
  { id: bulletinId, version, head, sections }: Bulletin,
  changed: { head?: Bulletin['head']; sections?: BulletinSection[] },
): Promise<Bulletin> {
  return call(editBulletin, { id: await newId(), bulletinId, version, head, sections, ...changed })
}

/** The sections with one paragraph replaced, taken out (empty) or put after the last (`at` beyond it). */
export function withParagraph(
  sections: readonly BulletinSection[],
  { section, at }: { section: string; at: number },
  text: string,
): BulletinSection[] {
  return sections.map((one) => {
    if (one.id !== section) return one
    const paragraphs = [...one.paragraphs]
    if (text === '') paragraphs.splice(at, 1)
    else paragraphs.splice(at, 1, text)
    return { ...one, paragraphs }
  })
}
