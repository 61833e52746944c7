import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '..')
const withDatabase = { globalSetup: [join(root, 'tests/support/database-server.ts')] }

/** Pages and components run on Taro's h5 side, with React components in the place of its custom elements. */
const miniapp = {
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/miniapp/src/` },
      { find: /^@tarojs\/taro$/, replacement: `${root}/tests/support/taro.ts` },
      { find: /^@tarojs\/taro-h5$/, replacement: `${root}/miniapp/node_modules/@tarojs/taro-h5` },
      {
        find: /^@tarojs\/components$/,
        replacement: `${root}/miniapp/node_modules/@tarojs/components-react/dist/index.js`,
      },
      {
        find: /^@nutui\/nutui-react-taro$/,
        replacement: `${root}/miniapp/node_modules/@nutui/nutui-react-taro/dist/es/packages/nutui.react.build.js`,
      },
    ],
  },
  define: {
    'process.env.TARO_ENV': '"h5"',
    'process.env.TARO_PLATFORM': '"web"',
    ENABLE_INNER_HTML: 'true',
    ENABLE_ADJACENT_HTML: 'true',
    ENABLE_SIZE_APIS: 'true',
    ENABLE_TEMPLATE_CONTENT: 'true',
    ENABLE_MUTATION_OBSERVER: 'true',
    ENABLE_CLONE_NODE: 'true',
    ENABLE_CONTAINS: 'true',
    DEPRECATED_ADAPTER_COMPONENT: 'false',
  },
}

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    // These end what hangs and judge no speed: what passes here must pass on a machine that is five times slower.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] },
      },
      { extends: true, test: { name: 'shared', include: ['tests/shared/**/*.test.ts'] } },
      {
        extends: true,
        // The machine's own zone must never matter: every server test runs where the day is another one than in Shanghai.
        test: {
          name: 'server',
          include: ['tests/server/**/*.test.ts'],
          env: { TZ: 'America/New_York' },
          ...withDatabase,
        },
      },
      {
        extends: true,
        // Those that deal with days run once more where the machine's day is the tenant's.
        test: {
          name: 'server-shanghai',
          include: ['tests/server/{clocks,indicators,ratings,follow-ups}/**/*.test.ts'],
          env: { TZ: 'Asia/Shanghai' },
          ...withDatabase,
        },
      },
      {
        extends: true,
        ...miniapp,
        test: {
          name: 'miniapp',
          include: ['tests/miniapp/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          server: { deps: { inline: [/@tarojs/, /@nutui/, /@stencil/] } },
        },
      },
      {
        extends: true,
        test: { name: 'launch', include: ['tests/launch/**/*.test.ts'], testTimeout: 600_000 },
      },
      {
        extends: true,
        // The WeChat package in plain Node, against a running server.
        test: { name: 'weapp', include: ['tests/weapp/**/*.test.ts'], ...withDatabase },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          ...withDatabase,
          testTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
