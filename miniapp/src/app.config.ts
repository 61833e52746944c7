import { fieldRoutes, galleryRoutes, officeRoutes, routes } from './lib/routes'

const gallery = process.env.TARO_APP_GALLERY ? Object.values(galleryRoutes) : []

function subPackage(root: string, pages: readonly { path: string }[]) {
  return { root, pages: pages.map(({ path }) => path.slice(root.length + 1)) }
}

export default defineAppConfig({
  pages: Object.values(routes).map(({ path }) => path),
  subPackages: [
    subPackage('pages/office', [...Object.values(officeRoutes), ...gallery]),
    subPackage('pages/field', Object.values(fieldRoutes)),
  ],
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
        iconPath: 'assets/tab-home.png',
        selectedIconPath: 'assets/tab-home-on.png',
      },
      {
        pagePath: routes.cases.path,
        text: '诉求',
        iconPath: 'assets/tab-cases.png',
        selectedIconPath: 'assets/tab-cases-on.png',
      },
      {
        pagePath: routes.me.path,
        text: '我的',
        iconPath: 'assets/tab-me.png',
        selectedIconPath: 'assets/tab-me-on.png',
      },
    ],
  },
})
