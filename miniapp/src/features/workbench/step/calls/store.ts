import * as office from '@minyi/shared/cases/office/contract.ts'
import { setPath } from '@minyi/shared/cases/paths/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import { mayCloseAfterCallBack } from '@minyi/shared/cases/rules.ts'
import { setTier } from '@minyi/shared/cases/tiers/contract.ts'
import { call } from '../../../../lib/call'
import { newId } from '../../../../lib/id'
import type { Act, Draft, Subject } from '../store'

/** What a call-back may lead to after this answer of the resident's. */
export function afterCallBack(result: Draft['result'], round: number): 'close' | 'redo' | undefined {
  if (!result) return undefined
  return mayCloseAfterCallBack(result, round) ? 'close' : 'redo'
}

type Key = { id: string; caseId: string; version: number }

/** What is missing travels empty: the server's own words for a field come back with its name. */
export function callStep(
  act: Exclude<Act, 'propose-closing'>,
  key: Key,
  draft: Draft,
  subject: Subject,
): Promise<office.CaseDetail> {
  const { words } = draft
  switch (act) {
    case 'accept':
      return acceptAndGive(key, draft)
    case 'refuse':
      return call(office.refuseCase, { ...key, words, otherPath: draft.otherPath ?? 'other-unit' })
    case 'assign':
      return call(office.assignCase, { ...key, words, unitId: draft.unitId ?? '' })
    case 'transfer':
      return call(office.transferCase, { ...key, words, unitId: draft.unitId ?? '' })
    case 'return':
      return call(office.returnCase, { ...key, words })
    case 'reply':
      return call(office.replyCase, { ...key, words, outcome: draft.outcome ?? 'done' })
    case 'close':
      return call(office.closeCase, {
        ...key,
        words,
        endReason: draft.endReason ?? 'duplicate',
        otherPath: draft.otherPath,
      })
    case 'call-back': {
      const result = draft.result ?? 'not-reached'
      return call(office.callBackCase, { ...key, words, result, next: afterCallBack(result, subject.round) ?? 'redo' })
    }
    case 'note':
      return call(office.noteCase, {
        id: key.id,
        caseId: key.caseId,
        words,
        mentions: draft.mentions?.map(({ id }) => id),
      })
    case 'classify':
      return call(office.classifyCase, {
        ...key,
        title: draft.title,
        fineConduct: draft.fineConduct,
        topicId: draft.topicId,
      })
    default:
      return callMore(act, key, draft)
  }
}

/** Accepts an item and, where a unit is chosen with it, gives it to that unit at once: two steps of the story, one press. */
async function acceptAndGive(key: Key, { unitId }: Draft): Promise<office.CaseDetail> {
  const accepted = await call(office.acceptCase, key)
  if (!unitId || !accepted.acts.includes('assign')) return accepted
  const { id, version } = accepted
  return call(office.assignCase, { id: await newId(), caseId: id, version, words: '', unitId })
}

type MoreAct = 'take' | 'object' | 'ask-extension' | 'ask-pause' | 'resume' | 'undo' | 'set-tier' | 'set-path'

function callMore(act: MoreAct, key: Key, draft: Draft): Promise<office.CaseDetail> {
  const { words, days = 0 } = draft
  switch (act) {
    case 'take':
      return call(requests.takeCase, key)
    case 'object':
      return call(requests.objectToCase, { ...key, words })
    case 'ask-extension':
      return call(requests.askExtension, { ...key, words, days })
    case 'ask-pause':
      return call(requests.askPause, { ...key, words, days, reason: draft.reason ?? 'await-resident' })
    case 'resume':
      return call(requests.resumeCase, { ...key, words })
    case 'undo':
      return call(requests.undoStep, key)
    case 'set-tier':
      return call(setTier, { ...key, words, tier: draft.tier ?? 'district' })
    case 'set-path':
      return call(setPath, { ...key, words, legalPath: draft.legalPath === 'none' ? null : (draft.legalPath ?? null) })
  }
}
