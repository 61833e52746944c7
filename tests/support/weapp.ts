import { webcrypto } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import vm from 'node:vm'

/** A node of the tree that weapp draws: its name, its words, its children, and what the templates bind. */
export type WeappNode = {
  sid: string
  uid?: string
  nn: string
  v?: string
  cl?: string
  cn?: WeappNode[]
  [bound: string]: unknown
}

export type WeappRequest = { method: string; url: string; data: unknown; header: Record<string, string> }

type PageInstance = {
  route: string
  data: { root?: WeappNode }
  setData: (patch: Record<string, unknown>, done?: () => void) => void
  [method: string]: unknown
}
type Definition = Record<string, unknown> & { data?: Record<string, unknown>; methods?: Record<string, unknown> }

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
  /** Waits until every request has had its answer; to be called before the server goes away. */
  settle: () => Promise<void>
}

/** One open page: what it shows, and what a finger does. */
export type WeappPage = {
  /** All words on the page, in order. */
  text: () => string
  /** The whole tree, for looking into. */
  root: () => WeappNode | undefined
  /** The innermost node that carries exactly these words, or the node with this id. */
  find: (wanted: Wanted) => WeappNode
  /** Taps a node; as on the phone the tap rises to everything around it. */
  tap: (wanted: Wanted) => Promise<void>
  write: (wanted: Wanted, value: string) => Promise<void>
  /** Waits until the page shows the words; fails after two seconds. */
  shows: (words: string) => Promise<void>
}

export type Wanted = { text: string } | { id: string }

/**
 * The built mini-program in plain Node: its own files, run in a context of their own with small stand-ins for what WeChat
 * gives. It proves that everything loads, mounts, reacts and talks to the server; it draws no WXML.
 */
export function startWeapp(options: WeappOptions): Weapp {
  const pages: PageInstance[] = []
  const weapp = { requests: [], navigations: [], storage: new Map<string, unknown>() }
  const pending = new Set<Promise<void>>()
  let registered: Definition | undefined
  const register = (definition: Definition) => {
    registered = definition
  }
  const context = vm.createContext({ ...globalsOf(register, pages), wx: wxOf({ ...weapp, pending }, options) })
  const load = loaderOf(options.dist, context)
  load('app.js')
  return {
    ...weapp,
    async settle() {
      while (pending.size > 0) await Promise.all(pending)
    },
    async open(path, query = {}) {
      load(`${path}.js`)
      if (!registered) throw new Error(`${path} registered no page`)
      const page = instanceOf(path, registered)
      pages.push(page)
      call(page, 'onLoad', query)
      call(page, 'onShow')
      call(page, 'onReady')
      for (let turn = 0; turn < 100 && !wordsOf(page.data.root); turn++) await pause(settleMs)
      return pageOf(page)
    },
  }
}

const settleMs = 40

function pageOf(page: PageInstance): WeappPage {
  const text = () => wordsOf(page.data.root)
  const pathTo = (wanted: Wanted) => {
    const path = pathsIn(page.data.root).filter(([node]) => node && matches(node, wanted))
    const deepest = path[path.length - 1]
    if (!deepest) throw new Error(`nothing on the page has ${JSON.stringify(wanted)}: ${text()}`)
    return deepest
  }
  const fire = async (type: string, nodes: WeappNode[], detail: Record<string, unknown>) => {
    const [innermost] = nodes
    for (const node of nodes.filter(isElement)) {
      const event = {
        type,
        timeStamp: Date.now(),
        target: targetOf(innermost ?? node),
        currentTarget: targetOf(node),
        detail,
      }
      call(page, 'eh', event)
    }
    await pause(settleMs)
  }
  return {
    text,
    root: () => page.data.root,
    find: (wanted) => asNode(pathTo(wanted)[0]),
    tap: (wanted) => fire('tap', pathTo(wanted), {}),
    write: (wanted, value) => fire('input', pathTo(wanted).slice(0, 1), { value, cursor: value.length }),
    async shows(words) {
      for (let turn = 0; turn < 100 && !text().includes(words); turn++) await pause(20)
      if (!text().includes(words)) throw new Error(`the page never showed ${words}: ${text()}`)
    },
  }
}

function instanceOf(route: string, definition: Definition): PageInstance {
  const page: PageInstance = {
    ...definition,
    ...definition.methods,
    route,
    data: structuredClone(definition.data ?? {}),
    setData(patch, done) {
      for (const [path, value] of Object.entries(patch)) assign(page.data, path, value)
      queueMicrotask(() => done?.())
    },
  }
  return page
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
  const { pathname, search } = new URL(url)
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

function call(target: Record<string, unknown>, method: string, ...values: unknown[]): void {
  const run = target[method]
  if (typeof run === 'function') run.apply(target, values)
}

function withEnding(file: string): string {
  return file.endsWith('.js') ? file : `${file}.js`
}

/** Sets `root.cn.[0].v` the way WeChat's setData reads a path. */
function assign(data: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path
    .replace(/\[(\d+)\]/g, '$1')
    .split('.')
    .filter(Boolean)
  let place: unknown = data
  for (const key of keys.slice(0, -1)) place = Reflect.get(asObject(place), key)
  Reflect.set(asObject(place), keys[keys.length - 1] ?? '', value)
}

function asObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('setData names a place that does not exist')
  return value
}

/** Every node with what is around it, innermost first. */
function pathsIn(node: WeappNode | undefined, around: WeappNode[] = []): WeappNode[][] {
  if (!node) return []
  const path = [node, ...around]
  return [path, ...(node.cn ?? []).flatMap((child) => pathsIn(child, path))]
}

function matches(node: WeappNode, wanted: Wanted): boolean {
  return 'id' in wanted ? node.uid === wanted.id : wordsOf(node) === wanted.text
}

function targetOf(node: WeappNode): { id: string; dataset: { sid: string } } {
  return { id: node.uid ?? node.sid, dataset: { sid: node.sid } }
}

/** Bare words take no events on the phone either. */
function isElement(node: WeappNode): boolean {
  return node.v === undefined
}

function asNode(node: WeappNode | undefined): WeappNode {
  if (!node) throw new Error('a path has at least its own node')
  return node
}

function wordsOf(node: WeappNode | undefined): string {
  return node ? (node.v ?? '') + (node.cn ?? []).map(wordsOf).join('') : ''
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
