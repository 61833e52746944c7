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

/** A page as WeChat holds it: its data, and the handlers that its file registered. */
export type PageInstance = {
  route: string
  data: { root?: WeappNode }
  setData: (patch: Record<string, unknown>, done?: () => void) => void
  [method: string]: unknown
}
/** What a page needs to be opened: what its file handed to `Page`. */
export type Definition = Record<string, unknown> & { data?: Record<string, unknown>; methods?: Record<string, unknown> }

/** One open page: what it shows, and what a finger does. */
export type WeappPage = {
  /** All words on the page, in order. */
  text: () => string
  /** The whole tree, for looking into. */
  root: () => WeappNode | undefined
  /** The innermost node of that kind. */
  find: (wanted: Wanted) => WeappNode
  /** Taps a node; as on the phone the tap rises to everything around it. */
  tap: (wanted: Wanted) => Promise<void>
  write: (wanted: Wanted, value: string) => Promise<void>
  /** Waits until the page shows the words; fails after two seconds. */
  shows: (words: string) => Promise<void>
}

/** By its words, its id, or what a screen reader calls it. */
export type Wanted = { text: string } | { id: string } | { label: string }

/** How long a page is left to itself after something was done to it. */
export const settleMs = 40

/** Makes the page; its `setData` writes into the tree as WeChat's does. */
export function instanceOf(route: string, definition: Definition): PageInstance {
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

/** Eyes and a finger for one open page. */
export function pageOf(page: PageInstance): WeappPage {
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

export function call(target: Record<string, unknown>, method: string, ...values: unknown[]): void {
  const run = target[method]
  if (typeof run === 'function') run.apply(target, values)
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
  if ('id' in wanted) return node.uid === wanted.id
  return 'label' in wanted
    ? Object.values(node).includes(wanted.label) && isElement(node)
    : wordsOf(node) === wanted.text
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

export function wordsOf(node: WeappNode | undefined): string {
  return node ? (node.v ?? '') + (node.cn ?? []).map(wordsOf).join('') : ''
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
