import { demoPassword } from '@minyi/server/demo/accounts.ts'
import { readDemoCode, readMe, requestCode, signInByCode, signInStaff } from '@minyi/shared/identity/contract.ts'
import { enterMatter, showClaim } from '@minyi/shared/matters/contract.ts'
import { type DraftOf, type Operation, type OutputOf, splitInput } from '@minyi/shared/platform/operation.ts'

export type Api = ReturnType<typeof openApi>

/** Calls declared operations of the demo district over HTTP, as the pages do. */
export function openApi(address: string) {
  return async <Op extends Operation>(operation: Op, input: DraftOf<Op>, token?: string): Promise<OutputOf<Op>> => {
    const { path, rest } = splitInput(operation.path, input)
    const isRead = operation.method === 'GET'
    const query = isRead ? `?${new URLSearchParams(Object.entries(rest).map(([k, v]) => [k, String(v)]))}` : ''
    const response = await fetch(`${address}/api/taicang${path}${query}`, {
      method: operation.method,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(isRead ? {} : { body: JSON.stringify(rest) }),
    })
    if (!response.ok) throw new Error(`${operation.name}: ${response.status} ${await response.text()}`)
    return asDeclared<Op>(await response.json())
  }
}

/** Guarantee: the server writes every answer through the operation's output. */
function asDeclared<Op extends Operation>(json: unknown): OutputOf<Op> {
  return json as OutputOf<Op>
}

export async function staffToken(api: Api, login: string): Promise<string> {
  return (await api(signInStaff, { login, password: demoPassword })).token
}

export async function residentToken(api: Api, phone: string): Promise<string> {
  await api(requestCode, { phone })
  const { code } = await api(readDemoCode, { phone })
  return (await api(signInByCode, { phone, code: code ?? '' })).token
}

/** A matter that was closed today, and the claim that lets its party rate it. */
export async function freshClaim(api: Api, token: string, day: string): Promise<string> {
  const { unit } = await api(readMe, {}, token)
  if (!unit) throw new Error('whoever enters a matter belongs to a unit')
  const matter = await api(
    enterMatter,
    {
      ...{ id: crypto.randomUUID(), kind: 'enforcement', unitId: unit.id, title: '占道经营检查', caseNumber: null },
      ...{ closedDay: day, party: { kind: 'person', name: '俞春辉' } },
    },
    token,
  )
  const { link } = await api(showClaim, { id: crypto.randomUUID(), matterId: matter.id }, token)
  return /\/r\/([^?]+)/.exec(link)?.[1] ?? ''
}
