/** True in the browser build; the other branch is cut away when a platform is built. */
export const isH5 = process.env.TARO_ENV === 'h5'

/** The tenant this build speaks for; on h5 the server that hands out the page may name another in `window.__MINYI__`. */
export function tenant(): string {
  return (isH5 ? tenantNamedByServer() : undefined) ?? process.env.TARO_APP_TENANT ?? ''
}

/** Everything before the operation's own path: relative on h5, absolute on weapp, where there is no origin. */
export function apiBase(): string {
  return `${isH5 ? '' : (process.env.TARO_APP_API_BASE ?? '')}/api/${tenant()}`
}

function tenantNamedByServer(): string | undefined {
  const named: unknown = Reflect.get(window, '__MINYI__')
  if (typeof named !== 'object' || named === null || !('tenant' in named)) return undefined
  return typeof named.tenant === 'string' ? named.tenant : undefined
}
