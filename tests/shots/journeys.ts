import { listAgainst } from '@minyi/shared/cases/against/contract.ts'
import { listCases } from '@minyi/shared/cases/search/contract.ts'
import { listFollowUps } from '@minyi/shared/follow-ups/contract.ts'
import { listIndicators } from '@minyi/shared/indicators/contract.ts'
import { listOpenFigures, readOpenFigure } from '@minyi/shared/indicators/published/open/contract.ts'
import { listCodes, listUnits } from '@minyi/shared/registry/contract.ts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { fillComplaint, type Made, type Visitor } from './pages.ts'
import { type Api, freshClaim, openApi, residentToken, staffToken } from './roles.ts'

type Kept = Record<string, string>
export type Visits = { made: Made; keptBy: (visitor: Visitor) => Promise<Kept> }

/** Walks the two journeys of a resident once, finds one of each thing that staff look at, and signs everybody in. */
export async function makeVisits(browser: Browser, address: string): Promise<Visits> {
  const api = openApi(address)
  const context = await browser.newContext({ baseURL: address, viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const clerk = await staffToken(api, 'chengguan')
  const ratingId = await rate(page, await freshClaim(api, clerk, day))
  const rater = await keptIn(context)
  const caseId = await complain(page)
  const complainant = await keptIn(context)
  await context.close()
  const made = { ...(await findSubjects(api, clerk)), claim: await freshClaim(api, clerk, day), ratingId, caseId }
  const known = new Map<Visitor, Promise<Kept>>([
    ['nobody', Promise.resolve({})],
    ['rater', Promise.resolve(rater)],
    ['complainant', Promise.resolve(complainant)],
  ])
  const keptBy = (visitor: Visitor) => {
    const kept = known.get(visitor) ?? signedIn(api, visitor)
    known.set(visitor, kept)
    return kept
  }
  return { made, keptBy }
}

async function rate(page: Page, claim: string): Promise<string> {
  await page.goto(`/r/${claim}`)
  await page.getByRole('radio', { name: /^不满意/ }).click()
  await page.locator('#submit-rating').click()
  await page.waitForURL(/\/rating\?/)
  return new URL(page.url()).searchParams.get('id') ?? ''
}

async function complain(page: Page): Promise<string> {
  await page.goto('/complain')
  await fillComplaint(page)
  await page.locator('#to-check').click()
  await page.locator('#submit-case').click()
  await page.waitForURL(/\/complain\/done\?/)
  return new URL(page.url()).searchParams.get('id') ?? ''
}

async function keptIn(context: BrowserContext): Promise<Kept> {
  const { origins } = await context.storageState()
  return Object.fromEntries(origins.flatMap(({ localStorage }) => localStorage.map(({ name, value }) => [name, value])))
}

/** As Taro keeps a value on h5. */
async function signedIn(api: Api, visitor: Visitor): Promise<Kept> {
  const isResident = visitor === 'resident'
  const token = isResident ? await residentToken(api, '13800000001') : await staffToken(api, visitor)
  return { [`minyi:${isResident ? 'resident' : 'staff'}-session`]: JSON.stringify({ data: { token } }) }
}

async function findSubjects(api: Api, clerk: string) {
  const supervisor = await staffToken(api, 'jiandu')
  const administrator = await staffToken(api, 'admin')
  const [cases, against, followUps, { indicators }, { units }] = await Promise.all([
    api(listCases, { limit: 20 }, await staffToken(api, 'fenpai')),
    api(listAgainst, { limit: 20 }, clerk),
    api(listFollowUps, { limit: 20 }, supervisor),
    api(listIndicators, {}),
    api(listUnits, {}),
  ])
  const { codes } = await api(
    listCodes,
    { targetKind: 'unit', targetId: units.find(({ shortName }) => shortName.includes('城管'))?.id ?? '' },
    administrator,
  )
  return {
    staffCaseId: cases.rows[0]?.id ?? '',
    againstId: against.rows[0]?.id ?? '',
    followUpId: followUps.rows[0]?.id ?? '',
    indicatorId: indicators[0]?.id ?? '',
    code: codes.find(({ revokedAt }) => revokedAt === null)?.code ?? '',
    ...(await findPublished(api)),
  }
}

/** The newest published figure of ratings and the newest of a survey. */
async function findPublished(api: Api) {
  const { rows } = await api(listOpenFigures, {})
  const certificates = await Promise.all(rows.map(({ id: figureId }) => api(readOpenFigure, { figureId })))
  const idOf = (sample: boolean) => certificates.find((one) => (one.definition.sample != null) === sample)?.id ?? ''
  return { figureId: idOf(false), surveyFigureId: idOf(true) }
}
