import { inWordsOf } from '../../closed/labels.ts'
import type { HandlingMethod, StatePart } from '../../definitions/contract.ts'
import type { CertifiedFigure } from '../../published/contract.ts'
import type { HandlingGroup } from './contract.ts'

export const handlingGroupLabels: Record<HandlingGroup, string> = {
  items: '民意件办理',
  complaints: '投诉举报办理',
  calls: '回访',
  tiers: '五级办理',
}

/** What a state means for the rate, before its name. */
export const statePartLabels: Record<StatePart, string> = {
  counted: '算作是',
  other: '在分母里，不算作是',
  silent: '问过没有答，不进比率',
  pending: '还说不上，不进比率',
  excluded: '不计',
}

/** `每 100 件里约 92 件是这样，真实值很可能在 89 到 94 之间`; null where there is no rate. */
export const handlingInWords = (figure: Pick<CertifiedFigure, 'estimate' | 'target'>): string | null =>
  inWordsOf(figure, (point) => `每 100 件里约 ${point} 件是这样`)

/** ` 12 件`: how many cannot be said yet; at most so many, where some of them are kept back or stand together with what does not count. */
export const unsaidInWords = ({ bounds, counts }: Pick<CertifiedFigure, 'bounds' | 'counts'>): string =>
  `${counts.excluded === null ? '至多' : ''} ${bounds.ofEligible.missing - bounds.ofInvited.missing} 件`

/** `没有表态的 12 件若都算“否”，是 61.2%；若都算“是”，是 95.0%`; null where nobody was silent. */
export function handlingBoundsInWords(figure: Pick<CertifiedFigure, 'bounds' | 'counts'>): string | null {
  const { ofInvited, ofEligible } = figure.bounds
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`
  const said = (who: string, pieces: string, { low, high }: CertifiedFigure['bounds']['ofInvited']) =>
    `${who}${pieces}若都算“否”，是 ${percent(low)}；若都算“是”，是 ${percent(high)}`
  if (ofInvited.missing > 0) return said('问过没有答的', ` ${ofInvited.missing} 件`, ofInvited)
  return ofEligible.missing > 0 ? said('还说不上的', unsaidInWords(figure), ofEligible) : null
}

/** How many are left at a step of the funnel; where small counts were merged across it, it has no number, however many they are. */
export const stepInWords = (count: string | null): string => count ?? '有小数目合并，不单列'

const namesOf = ({ states }: HandlingMethod, part: StatePart) =>
  states.filter((state) => state.part === part).map(({ name }) => name)

/** What of a rate counts as silence; null where nobody is asked. */
export function silentInWords(method: HandlingMethod): string | null {
  const names = namesOf(method, 'silent')
  if (names.length === 0) return null
  return `“${names.join('”“')}”不算作是，也不进分母，单列件数；证明里写明它们若都算“否”、若都算“是”会怎样。`
}

/** What is in the rate in no way; null where everything is. */
export function excludedInWords(method: HandlingMethod): string | null {
  const names = namesOf(method, 'excluded')
  if (names.length === 0) return null
  return `${names.join('、')}：这些说明不了办得好不好，单列件数；把它们都算进来会怎样，也写明。`
}

/** What the ends that do not count could change at most. */
export function leftOutInWords({ withExclusions: { range, flips } }: CertifiedFigure): string {
  if (range === null) return '没有不计的件'
  const [worst, best] = range.map((share) => `${(share * 100).toFixed(1)}%`)
  const words = `把不计的件都算进来，在 ${worst} 到 ${best} 之间`
  return flips === 'no' ? `${words}，结论不变` : `注意：${words}，结论可能不同`
}
