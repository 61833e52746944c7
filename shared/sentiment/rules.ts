import type { SentimentAct, SentimentStage } from './contract.ts'

type Step = { from: readonly SentimentStage[]; to: SentimentStage | null; published?: boolean }

/** The way of a 舆情 item as a table; null stays where it is. A response is published as its own step, and can be taken down. */
export const sentimentSteps: Record<SentimentAct, Step> = {
  judge: { from: ['collected'], to: 'judged' },
  handle: { from: ['judged'], to: 'handled' },
  respond: { from: ['handled'], to: 'responded' },
  drop: { from: ['collected', 'judged'], to: 'dropped' },
  reopen: { from: ['responded', 'dropped'], to: 'collected', published: false },
  publish: { from: ['responded'], to: null, published: false },
  withdraw: { from: ['responded'], to: null, published: true },
}

/** Where a step leads, or null where it is not allowed; what is published can only be taken down, and first. */
export function nextStage(act: SentimentAct, at: { stage: SentimentStage; published: boolean }): SentimentStage | null {
  const step = sentimentSteps[act]
  if (!step.from.includes(at.stage)) return null
  if (step.published !== undefined && step.published !== at.published) return null
  return step.to ?? at.stage
}

/** The steps that can be taken now. */
export function actsAt(at: { stage: SentimentStage; published: boolean }): SentimentAct[] {
  const acts: SentimentAct[] = ['judge', 'handle', 'respond', 'publish', 'withdraw', 'drop', 'reopen']
  return acts.filter((act) => nextStage(act, at) !== null)
}
