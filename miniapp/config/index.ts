import path from 'node:path'
import { defineConfig } from '@tarojs/cli'
import type { IH5Config } from '@tarojs/taro/types/compile'
import { customRoutes } from '../src/lib/routes'

type Chain = Parameters<NonNullable<IH5Config['webpackChain']>>[0]

const root = path.resolve(__dirname, '..')
const shared = path.resolve(root, '../shared')

/** Sizes are written in px and stay px on every platform (see README); nothing is scaled with the width of the screen. */
const postcss = { pxtransform: { enable: false, config: {} } }

/** A missing export is an error in our own code; webpack alone only warns and still exits with 0. */
function failOnMissingExports(chain: Chain) {
  chain.module
    .rule('exports-presence')
    .test(/\.tsx?$/)
    .include.add(path.join(root, 'src'))
    .add(shared)
    .end()
    .parser({ exportsPresence: 'error' })
}

/** Requests go through XMLHttpRequest on both platforms; the way through `fetch` is dead weight. */
function leaveOutFetch(chain: Chain) {
  chain.resolve.alias.set(require.resolve('axios/unsafe/adapters/fetch.js'), path.join(root, 'config/no-fetch.js'))
}

/** Terser by its own rules: those of Taro keep names, write Chinese as escapes and compress for the browsers of 2015. */
function compress(chain: Chain) {
  if (process.env.NODE_ENV !== 'production') return
  const terserOptions = { ecma: 2018, format: { comments: false } }
  chain.optimization.minimizer('terserPlugin').tap(([options]) => [{ ...options, terserOptions }])
}

/** What pages share is loaded once, in pieces by who shares it: a resident's first page loads nothing of the office. */
function shareChunks(chain: Chain) {
  chain.optimization.splitChunks({
    chunks: 'all',
    maxAsyncRequests: 30,
    cacheGroups: {
      default: false,
      defaultVendors: false,
      vendors: { name: 'vendors', test: /node_modules/, chunks: 'initial', priority: 5 },
      shared: { minChunks: 2, minSize: 8_000, reuseExistingChunk: true },
    },
  })
}

/** Taro's custom elements and their styles: our pages are plain elements, and the tab bar is our own. */
function leaveOutElements(chain: Chain) {
  const elements = '@tarojs/components/dist'
  chain.resolve.alias
    .set(`${elements}/components$`, path.join(root, 'config/no-elements.js'))
    .set(`${elements}/taro-components/taro-components.css$`, path.join(root, 'config/no-elements.js'))
}

export default defineConfig<'webpack5'>({
  projectName: 'minyi',
  date: '2026-11-22',
  framework: 'react',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: [
    '@tarojs/plugin-framework-react',
    ['@tarojs/plugin-http', { disabledFormData: true, disabledBlob: true }],
    path.join(root, 'config/aria.ts'),
  ],
  env: {
    TARO_APP_TENANT: JSON.stringify(process.env.TARO_APP_TENANT ?? 'taicang'),
    TARO_APP_API_BASE: JSON.stringify(process.env.TARO_APP_API_BASE ?? ''),
    TARO_APP_GALLERY: JSON.stringify(process.env.TARO_APP_GALLERY ?? ''),
  },
  mini: {
    postcss,
    compile: { include: [shared] },
    optimizeMainPackage: { enable: true },
    miniCssExtractPluginOption: { ignoreOrder: true },
    webpackChain: (chain) => {
      failOnMissingExports(chain)
      compress(chain)
      leaveOutFetch(chain)
    },
  },
  h5: {
    postcss: { ...postcss, autoprefixer: { enable: true, config: {} } },
    publicPath: '/',
    staticDirectory: 'static',
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    compile: { include: [shared] },
    useHtmlComponents: true,
    router: { mode: 'browser', customRoutes },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    webpackChain: (chain) => {
      failOnMissingExports(chain)
      compress(chain)
      leaveOutFetch(chain)
      shareChunks(chain)
      leaveOutElements(chain)
    },
    devServer: {
      host: '127.0.0.1',
      open: false,
      proxy: [{ context: ['/api'], target: process.env.API_ORIGIN ?? 'http://127.0.0.1:3000' }],
    },
  },
})
