import { caseKindLabels } from '@minyi/shared/cases/labels.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import {
  listTemplates,
  type ReplyTemplate,
  removeTemplate,
  saveTemplate,
} from '@minyi/shared/cases/templates/contract.ts'
import type { TemplateValues } from '@minyi/shared/cases/templates/rules.ts'
import type { DraftOf } from '@minyi/shared/platform/operation.ts'
import { create } from 'zustand'
import { call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { phoneDay } from '../../../lib/phone-clock'
import { shortDay } from '../../../lib/time-words'
import { toast } from '../../../lib/toast'

/** The templates of the place and of the own unit; read once a visit and after each change. */
export const useTemplates = create<{ rows: ReplyTemplate[] | undefined }>(() => ({ rows: undefined }))

export async function loadTemplates(): Promise<void> {
  const { rows } = await call(listTemplates, {})
  useTemplates.setState({ rows })
}

export type TemplateDraft = Omit<DraftOf<typeof saveTemplate>, 'id'>

export async function keepTemplate(draft: TemplateDraft): Promise<void> {
  const { rows } = await call(saveTemplate, { id: await newId(), ...draft })
  useTemplates.setState({ rows })
}

/** Takes a template out of use; what comes back puts the same words into use again. */
export async function dropTemplate({ id, version, unitId, act, title, words }: ReplyTemplate): Promise<() => void> {
  const { rows } = await call(removeTemplate, { id: await newId(), templateId: id, version })
  useTemplates.setState({ rows })
  return async () => {
    const again = { templateId: await newId(), version: 0, unitId, act, title, words }
    keepTemplate(again).catch((error) => toast(failureFrom(error).title))
  }
}

/** What an item fills into a template; nothing sealed is among it. */
export function valuesOf(item: CaseDetail): TemplateValues {
  return {
    编号: item.number,
    标题: item.title,
    类别: caseKindLabels[item.kind],
    单位: item.unitName,
    区域: item.areaName,
    收到日期: shortDay(item.receivedAt),
    期限: item.clock ? shortDay(item.clock.dueDay) : null,
    今天: shortDay(phoneDay()),
  }
}
