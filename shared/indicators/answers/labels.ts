import { inWordsOf } from '../closed/labels.ts'
import type { DefinitionInFull } from '../definitions/contract.ts'
import type { CertifiedFigure } from '../published/contract.ts'

/** `每 100 人里约 92 人是这样，真实值很可能在 89 到 94 之间`; a composite is no share of people. Null where there is no rate. */
export function sampleInWords(figure: Pick<CertifiedFigure, 'estimate' | 'target' | 'parts'>): string | null {
  const several = (figure.parts ?? []).length > 0
  return inWordsOf(figure, (point) =>
    several ? `满分 100，按抽样推算约为 ${point}` : `按抽样推算，每 100 人里约 ${point} 人是这样`,
  )
}

/** `抽中而没有回答的 120 人若都算“否”，是 61.2%；若都算“是”，是 95.0%` */
export function sampleBoundsInWords({ ofInvited: { missing, low, high } }: CertifiedFigure['bounds']): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`
  return `抽中而没有回答的 ${missing} 人若都算“否”，是 ${percent(low)}；若都算“是”，是 ${percent(high)}`
}

/** How people were drawn and what each of them stands for, as the columns of the answers are called. */
export function designInWords({ design }: NonNullable<DefinitionInFull['sample']>): string {
  const named = (names: readonly string[]) => names.map((name) => `“${name}”`).join('、')
  const steps = [
    design.strata.length > 0 ? `按${named(design.strata)}分层` : '',
    design.ids.length > 0 ? `整个抽中${named(design.ids)}再问其中的人` : '一人一人地抽',
    design.weights === null ? '人人权数一样' : `每份回答按${named([design.weights])}计`,
  ]
  return steps.filter((step) => step !== '').join('，')
}
