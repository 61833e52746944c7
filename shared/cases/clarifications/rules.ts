import type { Day } from '../../platform/time.ts'
import type { CaseKind, CaseState, IdentityLevel, LegalPath } from '../contract.ts'
import { accusedReach, maskIdentity } from '../rules.ts'
import type { ClarificationPaper } from './contract.ts'
import { findingLabels } from './labels.ts'

/**
 * An item is over for good, so that somebody may be cleared: it is closed, and the resident was content with it, used up the one
 * reopening or let its window go by.
 */
export function isOverForGood(
  item: { state: CaseState; round: number; verdict: string | null; reopenUntilDay: Day | null },
  today: Day,
): boolean {
  if (item.state !== 'closed') return false
  return item.round > 1 || item.verdict === 'solved' || item.reopenUntilDay === null || item.reopenUntilDay < today
}

/** The accused was never told of such an item, so a clarification needs to say how the matter is known without it. */
export const needsHeard = (kind: CaseKind, identity: IdentityLevel, legalPath: LegalPath | null): boolean =>
  accusedReach(kind, identity, legalPath) === 'nothing'

/** Whether words give away the complainant or the item: a sealed value, a telephone, the item's number, or a run of its own text. */
export function givesAway(words: string, item: { secrets: readonly string[]; texts: readonly string[] }): boolean {
  return maskIdentity(words, item.secrets) !== words || item.texts.some((text) => quotes(words, text))
}

/** So many signs in a row that stand in the item's text are a quotation of it. */
const quoted = 10

function quotes(words: string, text: string): boolean {
  const plain = (all: string) => all.replace(/[\s，。、；：！？,.;:!?“”"'（）()]/g, '')
  const [needle, hay] = [plain(words), plain(text)]
  for (let start = 0; start + quoted <= needle.length; start += 1) {
    if (hay.includes(needle.slice(start, start + quoted))) return true
  }
  return false
}

/** The clarification as it is printed: heading, body and who signs. */
export function clarificationText(paper: ClarificationPaper): { title: string; lines: string[]; signed: string[] } {
  const cleared = paper.officerName ? `${paper.unitName}${paper.officerName}同志` : paper.unitName
  return {
    title: '不实举报澄清书',
    lines: [
      `${cleared}：`,
      `前期有关涉及${paper.officerName ? '你' : '你单位'}履行职责情况的反映，经查核，${findingLabels[paper.finding]}。`,
      paper.words,
      '现予以澄清，消除影响。',
    ],
    signed: [paper.issuerName, dated(paper.issuedDay)],
  }
}

/** `2026年6月11日`, as papers that are kept write a day. */
const dated = (day: Day): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
