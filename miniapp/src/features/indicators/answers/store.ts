import type { AnswerSet, SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'

/** One part as it is being chosen; the weight is typed in percent. */
export type PartDraft = { key: number; name: string; column: string; in: string[]; of: string[]; percent: string }
export type FigureDraft = {
  promiseId: string
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
    name: '',
    weights: named(/权/)[0] ?? '',
    strata: named(/层|镇|街道|township|stratum/i).slice(0, 1),
    ids: named(/村|社区|抽样单位|village|psu|cluster/i).slice(0, 1),
    target: '',
    conservative: false,
    parts: [blankPart()],
  }
}

/** The figure that a draft asks for, once nothing is missing. */
export function chosenOf(setId: string, draft: FigureDraft): SampleFigure | undefined {
  const { promiseId, name, weights, strata, ids, target, conservative } = draft
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
