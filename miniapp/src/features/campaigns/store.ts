import { openCampaign } from '@minyi/shared/campaigns/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'

export type CampaignDraft = {
  id: string
  name: string
  goal: string
  topicId: string | undefined
  areaId: string | null
  fromDay: string
  toDay: string
  units: { unitId: string; task: string }[]
  order: boolean
}

type State = { draft: CampaignDraft | undefined; busy: boolean; failure: CallFailure | undefined }

/** The campaign that is being written down; it stays until it was sent. */
export const useCampaignForm = create<State>(() => ({ draft: undefined, busy: false, failure: undefined }))

export async function beginCampaign(given: Partial<CampaignDraft>): Promise<void> {
  const empty = {
    name: '',
    goal: '',
    topicId: undefined,
    areaId: null,
    fromDay: '',
    toDay: '',
    units: [],
    order: false,
  }
  useCampaignForm.setState({ draft: { ...empty, ...given, id: await newId() }, failure: undefined })
}

export function writeCampaign(given: Partial<CampaignDraft>): void {
  const { draft } = useCampaignForm.getState()
  if (draft) useCampaignForm.setState({ draft: { ...draft, ...given } })
}

/** Sends the draft; the id of what was opened, or undefined with the failure kept. */
export async function sendCampaign(hotspotId: string | undefined): Promise<string | undefined> {
  const { draft } = useCampaignForm.getState()
  if (!draft) return undefined
  useCampaignForm.setState({ busy: true, failure: undefined })
  try {
    const opened = await call(openCampaign, { ...draft, hotspotId })
    useCampaignForm.setState({ draft: undefined })
    return opened.id
  } catch (error) {
    useCampaignForm.setState({ failure: failureFrom(error) })
    return undefined
  } finally {
    useCampaignForm.setState({ busy: false })
  }
}
