import { fieldRoutes, galleryRoutes, officeRoutes, openRoutes, ownRoutes, routes, tellRoutes } from './lib/routes'

const gallery = process.env.TARO_APP_GALLERY ? Object.values(galleryRoutes) : []

/** Pictures of a tab for WeChat's own bar; the one we draw on h5 has its icons in the code. */
function icons(name: string) {
  if (process.env.TARO_ENV === 'h5') return {}
  return { iconPath: `assets/tab-${name}.png`, selectedIconPath: `assets/tab-${name}-on.png` }
}

function subPackage(root: string, pages: readonly { path: string }[]) {
  return { root, pages: pages.map(({ path }) => path.slice(root.length + 1)) }
}

export default defineAppConfig({
  pages: Object.values(routes).map(({ path }) => path),
  subPackages: [
    subPackage('pages/office', [...Object.values(officeRoutes), ...gallery]),
    subPackage('pages/tell', Object.values(tellRoutes)),
    subPackage('pages/open', Object.values(openRoutes)),
    subPackage('pages/own', Object.values(ownRoutes)),
    subPackage('pages/field', Object.values(fieldRoutes)),
  ],
  preloadRule: { [routes.home.path]: { network: 'all', packages: ['pages/tell'] } },
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
  window: {
    navigationBarBackgroundColor: '#f5f6f8',
    navigationBarTextStyle: 'black',
    navigationBarTitleText: '民意直通',
    backgroundColor: '#f5f6f8',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    custom: process.env.TARO_ENV === 'h5',
    color: '#4b5563',
    selectedColor: '#1d4ed8',
    backgroundColor: '#ffffff',
    borderStyle: 'white',
    list: [
      {
        pagePath: routes.home.path,
        text: '首页',
        ...icons('home'),
      },
      {
        pagePath: routes.cases.path,
        text: '诉求',
        ...icons('cases'),
      },
      {
        pagePath: routes.me.path,
        text: '我的',
        ...icons('me'),
      },
    ],
  },
})
