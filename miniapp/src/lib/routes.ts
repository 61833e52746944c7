/**
 * Every page once: the folder Taro builds it from and the short address it has on h5. `app.config.ts`, the h5 router and
 * `navigate` all read this table, so a new page is one line here and its folder.
 */
export const routes = {
  home: { path: 'pages/home/home', address: '/home' },
  cases: { path: 'pages/cases/cases', address: '/cases' },
  me: { path: 'pages/me/me', address: '/me' },
} as const

/** The sub-package of the office; its pages are loaded when somebody of the staff opens one. */
export const officeRoutes = {} as const

/** All components on one page, for looking at them; only in builds made with TARO_APP_GALLERY. */
export const galleryRoutes = { gallery: { path: 'pages/office/gallery/gallery', address: '/gallery' } } as const

export const tabs = ['home', 'cases', 'me'] as const

const all = { ...routes, ...officeRoutes, ...galleryRoutes }
export type RouteName = keyof typeof all
export type TabName = (typeof tabs)[number]

export function pathOf(name: RouteName): string {
  return `/${all[name].path}`
}

export function isTab(name: RouteName): name is TabName {
  return tabs.some((tab) => tab === name)
}

export const customRoutes = Object.fromEntries(Object.values(all).map(({ path, address }) => [`/${path}`, address]))
