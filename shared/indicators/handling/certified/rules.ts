import type { Verdict } from '../../contract.ts'
import type { DefinitionInFull, HandlingMethod, StatePart } from '../../definitions/contract.ts'
import type { CertifiedEstimate, CertifiedFigure, WithExclusions } from '../../published/contract.ts'
import { boundsOf, estimateOf, FigureFault, orderedOf, verdictBy } from '../../published/rules.ts'
import type { HandlingSums } from './rows.ts'

/** What is kept back of states is at most so much: from five on it is told. */
const mostWithheld = 4

/** Rows of some states that are counted together; `part` is null where the states mean different things. */
type Group = { codes: readonly string[]; part: StatePart | null; count: number }

/**
 * The figure of some rows by the definition of a rate of handling, and nothing else: the server computes it so when it is published, and
 * `figure recompute` so from the files. A row in a state that the definition does not know, or one that merges states on both sides
 * of the line, gives no figure, and that is a fault.
 */
export function certifyHandling(sums: HandlingSums, definition: DefinitionInFull): CertifiedFigure {
  const method = methodOf(definition)
  const groups = groupsOf(sums, method)
  const count = (part: StatePart) => total(groups.filter((group) => group.part === part))
  const [good, silent] = [count('counted'), count('silent')]
  const n = good + count('other')
  const estimate = n < definition.minN ? null : estimateOf(good, n, definition)
  const verdict = verdictBy(estimate, definition)
  const all = total(groups)
  const hidden = sums.withheld.length > 0 ? mostWithheld : 0
  const mixed = total(groups.filter(({ part }) => part === null))
  const exact = hidden === 0 && mixed === 0
  const out = count('excluded')
  return {
    target: definition.target,
    estimate,
    verdict,
    counts: {
      ...{ eligible: all, invited: n + silent, reached: null, shownAtCounter: 0, counterShare: null },
      ...{ answered: n, defaulted: silent, byGrade: null, byChannel: null },
      excluded: exact ? { total: out, byReason: [] } : null,
    },
    bounds: {
      ofInvited: boundsOf(good, n, silent),
      ofEligible: boundsOf(good, n, silent + count('pending') + mixed + hidden),
    },
    withExclusions: putBack({ good, n, back: out + mixed + hidden, estimate, verdict }, definition),
    ordered: n < definition.minN ? null : orderedOf(good, n, silent, definition),
    handling: { steps: stepsOf(groups, sums.withheld, method), beside: besideOf(groups, sums.withheld, method) },
  }
}

/** Guarantee by message: whoever computes a rate of handling has a definition of one. */
function methodOf({ handling }: DefinitionInFull): HandlingMethod {
  if (!handling) throw new FigureFault('口径里没有写明每一行是什么情形')
  return handling
}

function groupsOf({ states }: HandlingSums, method: HandlingMethod): Group[] {
  const parts = new Map(method.states.map(({ code, part }) => [code, part]))
  return [...states].map(([state, count]) => {
    const codes = state.split('|')
    const found = new Set(
      codes.map((code) => {
        const part = parts.get(code)
        if (!part) throw new FigureFault(`口径里没有“${code}”这种情形`)
        return part
      }),
    )
    const [first] = found
    const counts = found.has('counted') || found.has('other')
    if (counts && found.size > 1) throw new FigureFault('有一格把算作是的和不算的合在了一起，算不出比率')
    return { codes, part: found.size === 1 && first ? first : null, count }
  })
}

const total = (groups: readonly Group[]) => groups.reduce((sum, { count }) => sum + count, 0)

type Found = { good: number; n: number; back: number; estimate: CertifiedEstimate | null; verdict: Verdict | null }

/** The rate with everything that does not count put back, from all of it failing the statement to all of it meeting it. */
function putBack({ good, n, back, estimate, verdict }: Found, definition: DefinitionInFull): WithExclusions {
  if (back === 0) return { estimate, verdict, range: null, flips: 'no' }
  const ends = [0, back].map((more) =>
    n + back < definition.minN ? null : estimateOf(good + more, n + back, definition),
  )
  return {
    estimate: null,
    verdict: null,
    range: [good / (n + back), (good + back) / (n + back)],
    flips: ends.every((one) => verdictBy(one, definition) === verdict) ? 'no' : 'possible',
  }
}

/** How many got so far; null where merged or withheld rows lie on both sides of the step. */
function stepsOf(groups: readonly Group[], withheld: readonly string[], { steps }: HandlingMethod) {
  return steps.map(({ name, states }) => {
    const within = (codes: readonly string[]) => codes.filter((code) => states.includes(code)).length
    const split = groups.some(({ codes }) => within(codes) > 0 && within(codes) < codes.length)
    const count = total(groups.filter(({ codes }) => within(codes) > 0))
    return { name, count: split || within(withheld) > 0 ? null : count }
  })
}

/** What is in no rate, state by state in the order of the definition; what was merged stands together. */
function besideOf(groups: readonly Group[], withheld: readonly string[], { states }: HandlingMethod) {
  const nameOf = (codes: readonly string[]) =>
    states
      .filter(({ code }) => codes.includes(code))
      .map(({ name }) => name)
      .join('、')
  const place = (codes: readonly string[]) => states.findIndex(({ code }) => codes.includes(code))
  const told = groups
    .filter(({ part, count }) => part !== 'counted' && part !== 'other' && count > 0)
    .sort((a, b) => place(a.codes) - place(b.codes))
    .map(({ codes, part, count }): Beside => ({ name: nameOf(codes), part, count }))
  return withheld.length === 0 ? told : [...told, { name: nameOf(withheld), part: null, count: null }]
}
type Beside = NonNullable<CertifiedFigure['handling']>['beside'][number]
