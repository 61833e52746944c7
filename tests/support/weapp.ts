import { webcrypto } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import vm from 'node:vm'
import {
  call,
  type Definition,
  instanceOf,
  type PageInstance,
  pageOf,
  pause,
  settleMs,
  type WeappPage,
  wordsOf,
} from './weapp-page.ts'

export type WeappRequest = { method: string; url: string; data: unknown; header: Record<string, string> }

export type WeappOptions = {
  /** The built mini-program. */
  dist: string
  /** The server that `wx.request` really goes to. */
  api: string
  /** What `wx.login` gives: a code that WeChat, or its emulator, has issued. */
  loginCode: () => Promise<string>
}

/** What happened outside of the pages: requests sent, pages asked for, what the phone keeps. */
export type Weapp = {
  requests: WeappRequest[]
  navigations: string[]
  storage: Map<string, unknown>
  open: (path: string, query?: Record<string, string>) => Promise<WeappPage>
  /** Opens the page that was asked for last, with its parameters; waits until one is. */
  follow: () => Promise<WeappPage>
  /** Waits until every request has had its answer; to be called before the server goes away. */
  settle: () => Promise<void>
}

/**
 * The built mini-program in plain Node: its own files, run in a context of their own with small stand-ins for what WeChat
 * gives. It proves that everything loads, mounts, reacts and talks to the server; it draws no WXML.
 */
export function startWeapp(options: WeappOptions): Weapp {
  const pages: PageInstance[] = []
  const weapp: Outside = { requests: [], navigations: [], storage: new Map(), pending: new Set() }
  const definitions = new Map<string, Definition>()
  let registered: Definition | undefined
  let followed = 0
  const register = (definition: Definition) => {
    registered = definition
  }
  const context = vm.createContext({ ...globalsOf(register, pages), wx: wxOf(weapp, options) })
  const load = loaderOf(options.dist, context)
  load('app.js')
  const definitionOf = (path: string): Definition => {
    load(`${path}.js`)
    const definition = definitions.get(path) ?? registered
    if (!definition) throw new Error(`${path} registered no page`)
    definitions.set(path, definition)
    return definition
  }
  const open = async (path: string, query: Record<string, string> = {}) => {
    const page = instanceOf(path, definitionOf(path))
    const asked = weapp.navigations.length
    const isBlank = () => !wordsOf(page.data.root) && weapp.navigations.length === asked
    pages.push(page)
    call(page, 'onLoad', query)
    call(page, 'onShow')
    call(page, 'onReady')
    for (let turn = 0; turn < 100 && isBlank(); turn++) await pause(settleMs)
    return pageOf(page)
  }
  return {
    ...weapp,
    open,
    async follow() {
      for (let turn = 0; turn < 100 && weapp.navigations.length === followed; turn++) await pause(settleMs)
      followed = weapp.navigations.length
      return open(...addressIn(weapp.navigations))
    },
    async settle() {
      while (weapp.pending.size > 0) await Promise.all(weapp.pending)
    },
  }
}

function addressIn(navigations: string[]): [path: string, query: Record<string, string>] {
  const last = navigations[navigations.length - 1]
  if (!last) throw new Error('no page was asked for')
  const { pathname, searchParams } = new URL(last, 'https://weapp')
  return [pathname.slice(1), Object.fromEntries(searchParams)]
}

/** `require` between the files of the mini-program, each run once. */
function loaderOf(dist: string, context: vm.Context): (file: string) => unknown {
  const modules = new Map<string, { exports: unknown }>()
  const load = (file: string): unknown => {
    const known = modules.get(file)
    if (known) return known.exports
    const module: { exports: unknown } = { exports: {} }
    modules.set(file, module)
    const code = readFileSync(join(dist, file), 'utf8')
    const run: unknown = vm.runInContext(`(function (require, module, exports) {${code}\n})`, context, {
      filename: file,
    })
    if (typeof run !== 'function') throw new Error(`${file} is no module`)
    run((wanted: string) => load(withEnding(posix.join(posix.dirname(file), wanted))), module, module.exports)
    return module.exports
  }
  return load
}

function globalsOf(register: (definition: Definition) => void, pages: PageInstance[]): Record<string, unknown> {
  return {
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    App: launch,
    Page: register,
    Component: register,
    Behavior: asItIs,
    getApp: () => ({}),
    getCurrentPages: () => pages,
  }
}

function launch(app: Record<string, unknown>): void {
  call(app, 'onLaunch', { path: '', query: {}, scene: 1001 })
}

function asItIs<T>(value: T): T {
  return value
}

type Outside = {
  requests: WeappRequest[]
  navigations: string[]
  storage: Map<string, unknown>
  pending: Set<Promise<void>>
}

function wxOf(
  { requests, navigations, storage, pending }: Outside,
  { api, loginCode }: WeappOptions,
): Record<string, unknown> {
  const screen = {
    windowWidth: 390,
    windowHeight: 844,
    screenWidth: 390,
    screenHeight: 844,
    pixelRatio: 3,
    platform: 'ios',
  }
  const started = { path: '', query: {} }
  const navigate = (options: Callbacks & { url?: string } = {}) => {
    navigations.push(options.url ?? 'back')
    answered()(options)
  }
  return {
    canIUse: () => true,
    getSystemInfoSync: () => screen,
    getWindowInfo: () => screen,
    getAppBaseInfo: () => screen,
    getDeviceInfo: () => screen,
    getLaunchOptionsSync: () => started,
    getEnterOptionsSync: () => started,
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => storage.set(key, value),
    removeStorageSync: (key: string) => storage.delete(key),
    getNetworkType: answered({ networkType: 'wifi' }),
    onNetworkStatusChange: () => undefined,
    setNavigationBarTitle: answered(),
    setClipboardData: answered(),
    login: (options: Callbacks) => loginCode().then((code) => answered({ code })(options)),
    getRandomValues: ({ length, ...callbacks }: Callbacks & { length: number }) =>
      answered({ randomValues: webcrypto.getRandomValues(new Uint8Array(length)).buffer })(callbacks),
    navigateTo: navigate,
    redirectTo: navigate,
    switchTab: navigate,
    reLaunch: navigate,
    navigateBack: navigate,
    nextTick: (run: () => void) => queueMicrotask(run),
    request: (options: RequestOptions) => {
      const { method = 'GET', url, data, header = {} } = options
      requests.push({ method, url, data, header })
      const sent = forward(options, api).then(
        (answer) => answered(answer)(options),
        (error: unknown) => {
          const failed = { errMsg: `request:fail ${error}` }
          options.fail?.(failed)
          options.complete?.(failed)
        },
      )
      const asked: Promise<void> = sent.then(() => pause(settleMs)).then(() => void pending.delete(asked))
      pending.add(asked)
      return { abort: () => undefined }
    },
  }
}

/** The request as it would leave the phone, to the server under test instead of the address it was built with. */
async function forward(options: RequestOptions, api: string): Promise<Record<string, unknown>> {
  const { method = 'GET', url, data, header: headers = {} } = options
  const { pathname, search } = new URL(url, api)
  const body =
    method === 'GET' || data === undefined ? undefined : typeof data === 'string' ? data : JSON.stringify(data)
  const response = await fetch(api + pathname + search, { method, headers, body })
  const header: Record<string, string> = {}
  response.headers.forEach((value, name) => {
    header[name] = value
  })
  const text = await response.text()
  const { dataType = 'json' } = options
  return {
    statusCode: response.status,
    header,
    data: dataType === 'json' && text ? JSON.parse(text) : text,
    errMsg: 'request:ok',
  }
}

function answered(value: Record<string, unknown> = {}): (options?: Callbacks) => void {
  return (options = {}) => {
    options.success?.(value)
    options.complete?.(value)
  }
}

type Callbacks = {
  success?: (value: Record<string, unknown>) => void
  fail?: (value: Record<string, unknown>) => void
  complete?: (value: Record<string, unknown>) => void
}
type RequestOptions = Callbacks & {
  url: string
  method?: string
  data?: unknown
  dataType?: string
  header?: Record<string, string>
}

function withEnding(file: string): string {
  return file.endsWith('.js') ? file : `${file}.js`
}
