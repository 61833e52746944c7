import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './faults.ts'

export type Looked = { page: string; as: string; screen: string; file: string; faults: Fault[] }

/** The contact sheet: every page on every screen beside each other, with what was found on it. */
export function writeSheet(folder: string, looked: readonly Looked[]): void {
  const rows = [...Map.groupBy(looked, ({ page, as }) => `${page} · ${as}`)]
  const found = looked.flatMap(({ faults }) => faults).length
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>民意直通 · 全部页面</title><style>
body{font:14px system-ui;margin:24px;background:#f5f6f8}section{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}
figure{margin:0;width:200px}img{width:100%;max-height:420px;object-fit:cover;object-position:top;border:1px solid #ddd}
figure.wide{width:420px}li{color:#b91c1c}</style><h1>${looked.length} 张，${found} 处问题</h1>
${rows.map(([name, shots]) => `<h2>${escaped(name)}</h2><section>${shots.map(figure).join('')}</section>`).join('\n')}</html>`
  writeFileSync(join(folder, 'index.html'), html)
  const faults = looked.filter(({ faults }) => faults.length > 0)
  writeFileSync(join(folder, 'faults.json'), JSON.stringify(faults, null, 1))
}

function figure({ screen, file, faults }: Looked): string {
  const wide = /^1\d{3}/.test(screen) ? ' class="wide"' : ''
  const list = faults.map(({ kind, what }) => `<li>${kind}: ${escaped(what)}</li>`).join('')
  return `<figure${wide}><a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${screen}</figcaption><ul>${list}</ul></figure>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
