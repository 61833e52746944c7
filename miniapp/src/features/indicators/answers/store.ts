import type { AnswerSet, SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'
import type { Audience, Certificate } from '@minyi/shared/indicators/published/contract.ts'

/** One part as it is being chosen; the weight is typed in percent. */
export type PartDraft = { key: number; name: string; column: string; in: string[]; of: string[]; percent: string }
export type FigureDraft = {
  promiseId: string
  audience: Audience
  name: string
  weights: string
  strata: string[]
  ids: string[]
  target: string
  conservative: boolean
  parts: PartDraft[]
}

let keys = 0

export function blankPart(): PartDraft {
  keys += 1
  return { key: keys, name: '', column: '', in: [], of: [], percent: '100' }
}

/** What the names of columns suggest; whoever knows the survey changes it. */
export function blankFigure({ columns }: AnswerSet): FigureDraft {
  const named = (words: RegExp) => columns.map(({ name }) => name).filter((name) => words.test(name))
  return {
    promiseId: '',
    audience: 'office',
    name: '',
    weights: named(/权/)[0] ?? '',
    strata: named(/层|镇|街道|township|stratum/i).slice(0, 1),
    ids: named(/村|社区|抽样单位|village|psu|cluster/i).slice(0, 1),
    target: '',
    conservative: false,
    parts: [blankPart()],
  }
}

/** The draft of a figure that was published before: a correction begins where that one stood. */
export function draftOf({ indicatorId, audience, name, figure, definition }: Certificate, set: AnswerSet): FigureDraft {
  const blank = blankFigure(set)
  const { sample, method, target } = definition
  if (!sample) return blank
  const { weights, strata, ids } = sample.design
  const parts = sample.questions.map((question, i) => ({
    ...blankPart(),
    ...question,
    percent: percentOf(figure.parts?.[i]?.weight ?? 1),
  }))
  return {
    ...{ promiseId: indicatorId, audience, name, weights: weights ?? '', strata, ids, parts },
    target: target === null ? '' : percentOf(target),
    conservative: method === 'conservative',
  }
}

const percentOf = (share: number) => String(Number((share * 100).toFixed(2)))

/** The figure that a draft asks for, once nothing is missing. */
export function chosenOf(setId: string, draft: FigureDraft): SampleFigure | undefined {
  const { promiseId, audience, name, weights, strata, ids, target, conservative } = draft
  const parts = draft.parts.map((part) => ({
    name: part.name.trim(),
    column: part.column,
    in: part.in,
    of: part.of,
    weight: Number(part.percent) / 100,
  }))
  const whole = parts.every(
    (part) => part.name.length > 1 && part.column !== '' && part.in.length > 0 && part.weight > 0,
  )
  if (!promiseId || name.trim().length < 2 || !whole) return undefined
  return {
    setId,
    promiseId,
    audience,
    name: name.trim(),
    design: {
      ids,
      strata,
      weights: weights || null,
      fpc: [],
      nest: ids.length > 0 && strata.length > 0,
      lonely: 'fail',
    },
    parts,
    combine: conservative ? 'conservative' : 'delta',
    method: 'xlogit',
    level: 0.95,
    minN: 30,
    target: target === '' ? null : Number(target) / 100,
  }
}
