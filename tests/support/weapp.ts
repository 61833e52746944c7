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
  /** Where `wx.request` really goes; without it every request fails as without a network. */
  api?: string
}

/**
 * The built mini-program in plain Node: its own files, run in a context of their own with small stand-ins for what WeChat
 * gives. It proves that everything loads, mounts, reacts and talks to the server; it draws no WXML.
 */
export class Weapp {
  readonly requests: WeappRequest[] = []
  readonly navigations: string[] = []
  readonly storage = new Map<string, unknown>()
  readonly errors: unknown[] = []
  private readonly pages: PageInstance[] = []
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly context: vm.Context
  private readonly options: WeappOptions
  private pending: Definition | undefined

  constructor(options: WeappOptions) {
    this.options = options
    this.context = vm.createContext(this.globals())
    this.load('app.js')
  }

  /** Opens a page with its query, as a scan or a tap would, and waits until it has drawn itself. */
  async open(path: string, query: Record<string, string> = {}): Promise<WeappPage> {
    this.load(`${path}.js`)
    const definition = this.pending
    if (!definition) throw new Error(`${path} registered no page`)
    const page = this.instance(path, definition)
    this.pages.push(page)
    call(page, 'onLoad', query)
    call(page, 'onShow')
    call(page, 'onReady')
    const opened = new WeappPage(page)
    await opened.settled()
    return opened
  }

  private instance(route: string, definition: Definition): PageInstance {
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

  private load(file: string): unknown {
    const known = this.modules.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.modules.set(file, module)
    const code = readFileSync(join(this.options.dist, file), 'utf8')
    const run: unknown = vm.runInContext(`(function (require, module, exports) {${code}\n})`, this.context, {
      filename: file,
    })
    if (typeof run !== 'function') throw new Error(`${file} is no module`)
    run((wanted: string) => this.load(withEnding(posix.join(posix.dirname(file), wanted))), module, module.exports)
    return module.exports
  }

  private globals(): Record<string, unknown> {
    const register = (definition: Definition) => {
      this.pending = definition
    }
    const scope: Record<string, unknown> = {
      console,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      queueMicrotask,
      App: (app: Record<string, unknown>) => call(app, 'onLaunch', { path: '', query: {}, scene: 1001 }),
      Page: register,
      Component: register,
      Behavior: (definition: unknown) => definition,
      getApp: () => ({}),
      getCurrentPages: () => this.pages,
      wx: this.wx(),
    }
    scope.global = scope
    return scope
  }

  private wx(): Record<string, unknown> {
    const answered =
      (value: Record<string, unknown> = {}) =>
      (options: Callbacks = {}) => {
        options.success?.(value)
        options.complete?.(value)
      }
    const navigate = (options: Callbacks & { url?: string }) => {
      this.navigations.push(options.url ?? 'back')
      answered()(options)
    }
    const screen = {
      windowWidth: 390,
      windowHeight: 844,
      screenWidth: 390,
      screenHeight: 844,
      pixelRatio: 3,
      platform: 'ios',
    }
    return {
      canIUse: () => true,
      getSystemInfoSync: () => screen,
      getWindowInfo: () => screen,
      getAppBaseInfo: () => screen,
      getDeviceInfo: () => screen,
      getLaunchOptionsSync: () => ({ path: '', query: {} }),
      getEnterOptionsSync: () => ({ path: '', query: {} }),
      getStorageSync: (key: string) => this.storage.get(key) ?? '',
      setStorageSync: (key: string, value: unknown) => this.storage.set(key, value),
      removeStorageSync: (key: string) => this.storage.delete(key),
      getNetworkType: answered({ networkType: 'wifi' }),
      onNetworkStatusChange: () => undefined,
      setNavigationBarTitle: answered(),
      setClipboardData: answered(),
      login: answered({ code: `weapp-${webcrypto.randomUUID()}` }),
      getRandomValues: ({ length, ...callbacks }: Callbacks & { length: number }) =>
        answered({ randomValues: webcrypto.getRandomValues(new Uint8Array(length)).buffer })(callbacks),
      navigateTo: navigate,
      redirectTo: navigate,
      switchTab: navigate,
      reLaunch: navigate,
      navigateBack: navigate,
      nextTick: (run: () => void) => queueMicrotask(run),
      request: (options: RequestOptions) => this.request(options),
    }
  }

  private request(options: RequestOptions): { abort: () => void } {
    const { method = 'GET', url, data, header = {} } = options
    this.requests.push({ method, url, data, header })
    this.forward(options).then(
      (answer) => options.success?.(answer),
      (error: unknown) => options.fail?.({ errMsg: `request:fail ${String(error)}` }),
    )
    return { abort: () => undefined }
  }

  private async forward({ method = 'GET', url, data, header = {} }: RequestOptions): Promise<Record<string, unknown>> {
    if (!this.options.api) throw new Error('no network')
    const target = this.options.api + new URL(url).pathname + new URL(url).search
    const body =
      method === 'GET' || data === undefined ? undefined : typeof data === 'string' ? data : JSON.stringify(data)
    const response = await fetch(target, { method, headers: header, body })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      statusCode: response.status,
      header: Object.fromEntries(response.headers),
      data: isJson && text ? JSON.parse(text) : text,
      errMsg: 'request:ok',
    }
  }
}

/** One open page: what it shows, and what a finger does. */
export class WeappPage {
  private readonly page: PageInstance

  constructor(page: PageInstance) {
    this.page = page
  }

  /** All words on the page, in order. */
  text(): string {
    return wordsOf(this.page.data.root)
  }

  /** The innermost node that carries exactly these words, or a node with this id. */
  find(wanted: { text: string } | { id: string }): WeappNode {
    const found = allNodes(this.page.data.root).filter((node) =>
      'id' in wanted ? node.uid === wanted.id : wordsOf(node) === wanted.text,
    )
    const node = found[found.length - 1]
    if (!node) throw new Error(`nothing on the page has ${JSON.stringify(wanted)}: ${this.text()}`)
    return node
  }

  /** Taps a node; as on the phone the tap rises to what is around it. */
  async tap(wanted: { text: string } | { id: string }): Promise<void> {
    this.fire('tap', this.find(wanted), {})
    await this.settled()
  }

  async write(wanted: { id: string }, value: string): Promise<void> {
    this.fire('input', this.find(wanted), { value, cursor: value.length })
    await this.settled()
  }

  /** Waits until the page shows the words; fails after two seconds. */
  async shows(words: string): Promise<void> {
    for (let turn = 0; turn < 100; turn++) {
      if (this.text().includes(words)) return
      await pause(20)
    }
    throw new Error(`the page never showed ${words}: ${this.text()}`)
  }

  async settled(): Promise<void> {
    await pause(40)
  }

  private fire(type: string, node: WeappNode, detail: Record<string, unknown>): void {
    const target = { id: node.uid ?? node.sid, dataset: { sid: node.sid } }
    call(this.page, 'eh', { type, timeStamp: Date.now(), target, currentTarget: target, detail })
  }
}

type Callbacks = {
  success?: (value: Record<string, unknown>) => void
  fail?: (value: Record<string, unknown>) => void
  complete?: (value: Record<string, unknown>) => void
}
type RequestOptions = Callbacks & { url: string; method?: string; data?: unknown; header?: Record<string, string> }

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

function allNodes(node: WeappNode | undefined): WeappNode[] {
  return node ? [node, ...(node.cn ?? []).flatMap(allNodes)] : []
}

function wordsOf(node: WeappNode | undefined): string {
  return node ? (node.v ?? '') + (node.cn ?? []).map(wordsOf).join('') : ''
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
