import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

export type Fault = { kind: 'sideways' | 'clipped' | 'overlap' | 'small' | 'axe' | 'broken'; what: string }

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What a person would stumble over on the page as it stands; no target may be under `least` px. */
export async function findFaults(page: Page, least: number): Promise<Fault[]> {
  const found = async (kind: Fault['kind'], list: Promise<string[]>): Promise<Fault[]> =>
    [...new Set(await list)].slice(0, 12).map((what) => ({ kind, what }))
  return [
    ...(await found('sideways', page.evaluate(listSideways))),
    ...(await found('clipped', page.evaluate(listClipped))),
    ...(await found('overlap', page.evaluate(listOverlaps))),
    ...(await found('small', page.evaluate(listSmall, least))),
    ...(await found('axe', listViolations(page))),
  ]
}

async function listViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = asAxe(await page.evaluate('axe.run(document, { resultTypes: ["violations"] })'))
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** Guarantee: it is what `axe.run` answered. */
function asAxe(found: unknown) {
  return found as { violations: { id: string; nodes: { html: string }[] }[] }
}

// What follows runs in the page, each function by itself.

/** Whatever can be moved sideways: the page, or a part of it. */
function listSideways(): string[] {
  const root = document.documentElement
  const parts = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
    const moves = /auto|scroll/.test(getComputedStyle(element).overflowX)
    return moves && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1
  })
  const outside = [...document.querySelectorAll<HTMLElement>('.press, .control, .switch-track')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect()
    return width > 1 && element.checkVisibility() && (right > root.clientWidth + 1 || left < -13)
  })
  const wide = Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth
  const furthest = [...document.querySelectorAll<HTMLElement>('body *')].sort(
    (a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right,
  )[0]
  return [
    ...(wide > 1 ? [`the page by ${wide} px, up to .${furthest?.className}`] : []),
    ...outside.map((part) => `.${part.className} is outside of the window`),
    ...parts.map((part) => `.${part.className} by ${part.scrollWidth - part.clientWidth} px`),
  ]
}

/** Words that a box around them cuts off. */
function listClipped(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const cut: string[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!node.nodeValue?.trim() || !parent?.checkVisibility({ visibilityProperty: true })) continue
    if (parent.closest('.unseen, svg, select, option')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const words = range.getBoundingClientRect()
    if (words.width === 0) continue
    for (let box: HTMLElement | null = parent; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(box)
      const edge = box.getBoundingClientRect()
      const wide = /hidden|clip/.test(overflowX) && (words.right > edge.right + 1 || words.left < edge.left - 1)
      const slack = 0.25 * Number.parseFloat(getComputedStyle(parent).fontSize)
      const high = /hidden|clip/.test(overflowY) && (words.bottom > edge.bottom + slack || words.top < edge.top - slack)
      if (wide || high) cut.push(`“${node.nodeValue.trim().slice(0, 40)}” in .${box.className}`)
      if (wide || high || position === 'fixed' || /auto|scroll/.test(overflowX + overflowY)) break
    }
  }
  return cut
}

/** Words that lie on other words; what is fixed or sticks lies above the rest on purpose. */
function listOverlaps(): string[] {
  type Line = { node: Node; layer: Element | null; left: number; right: number; top: number; bottom: number }
  const layerOf = (element: Element | null): Element | null => {
    if (!element || element === document.body) return null
    const { position } = getComputedStyle(element)
    return position === 'fixed' || position === 'sticky' ? element : layerOf(element.parentElement)
  }
  /** What can be seen through the boxes around it that scroll or cut. */
  const holeOf = (element: Element | null): Omit<Line, 'node' | 'layer'> => {
    if (!element || element === document.body) {
      return { left: Number.NEGATIVE_INFINITY, right: Infinity, top: Number.NEGATIVE_INFINITY, bottom: Infinity }
    }
    const around = holeOf(element.parentElement)
    const { overflowX, overflowY } = getComputedStyle(element)
    if (overflowX === 'visible' && overflowY === 'visible') return around
    const edge = element.getBoundingClientRect()
    return {
      left: Math.max(around.left, edge.left),
      right: Math.min(around.right, edge.right),
      top: Math.max(around.top, edge.top),
      bottom: Math.min(around.bottom, edge.bottom),
    }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const lines: Line[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!node.nodeValue?.trim() || parent?.closest('.unseen, option')) continue
    if (!parent?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    const half = Number.parseFloat(getComputedStyle(parent).fontSize) * 0.45
    const range = document.createRange()
    range.selectNodeContents(node)
    const hole = holeOf(parent)
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const middle = (top + bottom) / 2
      const line = { left: Math.max(left, hole.left), right: Math.min(right, hole.right) }
      const height = { top: Math.max(middle - half, hole.top), bottom: Math.min(middle + half, hole.bottom) }
      lines.push({ node, layer: layerOf(parent), ...line, ...height })
    }
  }
  const over = (a: Line, b: Line) =>
    a.node !== b.node &&
    a.layer === b.layer &&
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2
  const words = ({ node }: Line) => `“${node.nodeValue?.trim().slice(0, 24)}”`
  return lines.flatMap((a, at) =>
    lines.slice(at + 1).flatMap((b) => (over(a, b) ? [`${words(a)} on ${words(b)}`] : [])),
  )
}

/** Targets that a finger misses. The control around a field counts, and so does a target drawn around a word. */
function listSmall(least: number): string[] {
  const targets =
    'button, a[href], input, select, textarea, [role=button], [role=radio], [role=checkbox], [role=switch]'
  return [...document.querySelectorAll<HTMLElement>(targets)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.unseen'))
    .flatMap((element) => {
      const around = getComputedStyle(element, '::after')
      const drawn = around.content !== 'none' && around.position === 'absolute'
      const own = (element.closest('.control') ?? element).getBoundingClientRect()
      const width = Math.max(own.width, drawn ? Number.parseFloat(around.width) || 0 : 0)
      const height = Math.max(own.height, drawn ? Number.parseFloat(around.height) || 0 : 0)
      if (own.width === 0 || (width > least - 1 && height > least - 1)) return []
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 24) ?? ''
      return [`“${name}” is ${Math.round(width)}×${Math.round(height)}, under ${least}`]
    })
}
