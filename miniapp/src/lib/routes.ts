/**
 * Every page once: the folder Taro builds it from and the short address it has on h5. `app.config.ts`, the h5 router and
 * `navigate` all read this table, so a new page is one line here and its folder.
 */
export const routes = {
  home: { path: 'pages/home/home', address: '/home' },
  cases: { path: 'pages/cases/cases', address: '/cases' },
  me: { path: 'pages/me/me', address: '/me' },
  find: { path: 'pages/find/find', address: '/find' },
  rate: { path: 'pages/rate/rate', address: '/rate' },
  rating: { path: 'pages/rating/rating', address: '/rating' },
  code: { path: 'pages/code/code', address: '/code' },
  signIn: { path: 'pages/sign-in/sign-in', address: '/sign-in' },
  progress: { path: 'pages/progress/progress', address: '/progress' },
  figure: { path: 'pages/figure/figure', address: '/figure' },
  privacy: { path: 'pages/privacy/privacy', address: '/privacy' },
} as const

/** The sub-package of the office; its pages are loaded when somebody of the staff opens one. */
export const officeRoutes = {
  officeLogin: { path: 'pages/office/login/login', address: '/office/login' },
  workbench: { path: 'pages/office/workbench/workbench', address: '/office/workbench' },
  against: { path: 'pages/office/against/against', address: '/office/against' },
  exclusions: { path: 'pages/office/exclusions/exclusions', address: '/office/exclusions' },
  supervision: { path: 'pages/office/supervision/supervision', address: '/office/supervision' },
  hotspots: { path: 'pages/office/hotspots/hotspots', address: '/office/hotspots' },
  campaigns: { path: 'pages/office/campaigns/campaigns', address: '/office/campaigns' },
  sentiment: { path: 'pages/office/sentiment/sentiment', address: '/office/sentiment' },
  topics: { path: 'pages/office/topics/topics', address: '/office/topics' },
  templates: { path: 'pages/office/templates/templates', address: '/office/templates' },
  workload: { path: 'pages/office/workload/workload', address: '/office/workload' },
  approvals: { path: 'pages/office/approvals/approvals', address: '/office/approvals' },
  clocks: { path: 'pages/office/clocks/clocks', address: '/office/clocks' },
  followUps: { path: 'pages/office/follow-ups/follow-ups', address: '/office/follow-ups' },
  figures: { path: 'pages/office/figures/figures', address: '/office/figures' },
  indicator: { path: 'pages/office/indicator/indicator', address: '/office/indicator' },
  officers: { path: 'pages/office/officers/officers', address: '/office/officers' },
  publish: { path: 'pages/office/publish/publish', address: '/office/publish' },
  answers: { path: 'pages/office/answers/answers', address: '/office/answers' },
  ownFigures: { path: 'pages/office/own-figures/own-figures', address: '/office/own-figures' },
  matters: { path: 'pages/office/matters/matters', address: '/office/matters' },
  staff: { path: 'pages/office/staff/staff', address: '/office/staff' },
  account: { path: 'pages/office/account/account', address: '/office/account' },
  imports: { path: 'pages/office/imports/imports', address: '/office/imports' },
  keys: { path: 'pages/office/keys/keys', address: '/office/keys' },
  register: { path: 'pages/office/register/register', address: '/office/register' },
  callBacks: { path: 'pages/office/call-backs/call-backs', address: '/office/call-backs' },
  threeRates: { path: 'pages/office/three-rates/three-rates', address: '/office/three-rates' },
  protection: { path: 'pages/office/protection/protection', address: '/office/protection' },
  inbox: { path: 'pages/office/inbox/inbox', address: '/office/inbox' },
  callTasks: { path: 'pages/office/call-tasks/call-tasks', address: '/office/call-tasks' },
  exports: { path: 'pages/office/exports/exports', address: '/office/exports' },
  notices: { path: 'pages/office/notices/notices', address: '/office/notices' },
  webhooks: { path: 'pages/office/webhooks/webhooks', address: '/office/webhooks' },
  bulletins: { path: 'pages/office/bulletins/bulletins', address: '/office/bulletins' },
  legislation: { path: 'pages/office/legislation/legislation', address: '/office/legislation' },
  duties: { path: 'pages/office/duties/duties', address: '/office/duties' },
  petitionReviews: { path: 'pages/office/petition-reviews/petition-reviews', address: '/office/petition-reviews' },
  unitRatings: { path: 'pages/office/unit-ratings/unit-ratings', address: '/office/unit-ratings' },
} as const

/** The sub-package in which a resident writes something down. */
export const tellRoutes = {
  complain: { path: 'pages/tell/complain/complain', address: '/complain' },
  complainForm: { path: 'pages/tell/complain-form/complain-form', address: '/complain/form' },
  complainCheck: { path: 'pages/tell/complain-check/complain-check', address: '/complain/check' },
  complainDone: { path: 'pages/tell/complain-done/complain-done', address: '/complain/done' },
} as const

/** The sub-package of what anybody may check: methods, birth certificates, open data. */
export const openRoutes = {
  method: { path: 'pages/open/method/method', address: '/method' },
  published: { path: 'pages/open/published/published', address: '/published' },
  certificate: { path: 'pages/open/certificate/certificate', address: '/certificate' },
  openBulletins: { path: 'pages/open/bulletins/bulletins', address: '/bulletins' },
  openData: { path: 'pages/open/open-data/open-data', address: '/open-data' },
  clarifications: { path: 'pages/open/clarifications/clarifications', address: '/clarifications' },
  responses: { path: 'pages/open/responses/responses', address: '/responses' },
} as const

/** The sub-package of what protects a resident who has filed something. */
export const ownRoutes = {
  openings: { path: 'pages/own/openings/openings', address: '/openings' },
  messages: { path: 'pages/own/messages/messages', address: '/messages' },
  wishes: { path: 'pages/own/wishes/wishes', address: '/messages/wishes' },
  petition: { path: 'pages/own/petition/petition', address: '/petition' },
  safeguard: { path: 'pages/own/safeguard/safeguard', address: '/safeguard' },
} as const

/** The sub-package of whoever works at the door and at collection points. */
export const fieldRoutes = {
  field: { path: 'pages/field/start/start', address: '/field' },
  fieldCollect: { path: 'pages/field/collect/collect', address: '/field/collect' },
  fieldBatch: { path: 'pages/field/batch/batch', address: '/field/batch' },
  fieldAssist: { path: 'pages/field/assist/assist', address: '/field/assist' },
} as const

/** All components on one page, for looking at them; only in builds made with TARO_APP_GALLERY. */
export const galleryRoutes = { gallery: { path: 'pages/office/gallery/gallery', address: '/gallery' } } as const

export const tabs = ['home', 'cases', 'me'] as const

const all = { ...routes, ...tellRoutes, ...openRoutes, ...ownRoutes, ...officeRoutes, ...fieldRoutes, ...galleryRoutes }
export type RouteName = keyof typeof all
export type TabName = (typeof tabs)[number]

export function pathOf(name: RouteName): string {
  return `/${all[name].path}`
}

export function isTab(name: RouteName): name is TabName {
  return tabs.some((tab) => tab === name)
}

/** Whether a page stands at this address of h5, by its short one or by its folder. */
export function isAddress(pathname: string): boolean {
  return Object.values(all).some(({ path, address }) => [address, `/${path}`].includes(pathname.replace(/\/$/, '')))
}

export const customRoutes = Object.fromEntries(Object.values(all).map(({ path, address }) => [`/${path}`, address]))
