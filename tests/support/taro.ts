import * as api from '@tarojs/taro-h5'

/** In a build Taro rewrites `Taro.x` to a named import; here the default export carries them all. */
export * from '@tarojs/taro-h5'
export default { ...api.default, ...api }
