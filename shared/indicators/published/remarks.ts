import { handlingBoundsInWords, leftOutInWords, unsaidInWords } from '../handling/certified/labels.ts'
import type { CertifiedFigure } from './contract.ts'
import { exclusionsInWords } from './labels.ts'

/** More than this share shown on a staff screen is worth a word: people rate differently while they are watched. */
const muchAtCounter = 0.5
/** Fewer answers than this share of the invited: the bounds matter more than the interval. */
const fewAnswers = 0.3

/** What a publisher should know before signing, as sentences. */
export function remarksOn(figure: CertifiedFigure, beside: { demo: boolean; earlier: number }): string[] {
  const { counts, verdict, withExclusions, target } = figure
  if (figure.handling) return handlingRemarks(figure, beside)
  const sample = figure.parts !== undefined
  const bounds = sample ? figure.bounds.ofInvited : figure.bounds.ofEligible
  const share = (part: number) => `${Math.round(part * 100)}%`
  const rate = counts.invited > 0 ? (counts.answered ?? 0) / counts.invited : 0
  return [
    beside.demo ? '这是演示数据，证明和下载的文件都会标明。' : '',
    verdict === 'insufficient' ? '区间跨过目标，还不能下结论：请不要写成“达标”。' : '',
    withExclusions.flips === 'no' ? '' : `${exclusionsInWords(figure)}。`,
    counts.counterShare !== null && counts.counterShare > muchAtCounter
      ? `${share(counts.counterShare)} 的评价码在窗口出示，评价时可能有工作人员在场。`
      : '',
    counts.answered !== null && counts.invited > 0 && rate < fewAnswers
      ? `只有 ${share(rate)} 的人${sample ? '回答了' : '作了评价'}，没有回应的人看法可能不同。`
      : '',
    target !== null && bounds.low < target && bounds.high >= target && verdict === 'met'
      ? sample
        ? '结论只对回答的人成立：抽中而没有回答的若都算“否”，就达不到目标。'
        : '结论只对作出评价的人成立：没有回应的若都不满意，就达不到目标。'
      : '',
    beside.earlier > 0 ? `同一范围、同一时段已有 ${beside.earlier} 个有效的数字：数据变了应当更正它，不另发一个。` : '',
  ].filter((sentence) => sentence !== '')
}

/** The same of a rate of handling: what waits, what does not count, and what silence may hide. */
function handlingRemarks(figure: CertifiedFigure, beside: { demo: boolean; earlier: number }): string[] {
  const { verdict, target, bounds, withExclusions } = figure
  const said = handlingBoundsInWords(figure)
  const hangs = target !== null && verdict === 'met' && bounds.ofInvited.low < target
  return [
    beside.demo ? '这是演示数据，证明和下载的文件都会标明。' : '',
    verdict === 'insufficient' ? '区间跨过目标，还不能下结论：请不要写成“达标”。' : '',
    withExclusions.flips === 'no' ? '' : `${leftOutInWords(figure)}。`,
    said && hangs ? `结论只对说了话的人成立：${said}。` : '',
    bounds.ofEligible.missing > bounds.ofInvited.missing
      ? `还有${unsaidInWords(figure)}现在说不上，以后会变：到时候请更正，不要另发。`
      : '',
    beside.earlier > 0 ? `同一范围、同一时段已有 ${beside.earlier} 个有效的数字：数据变了应当更正它，不另发一个。` : '',
  ].filter((sentence) => sentence !== '')
}
